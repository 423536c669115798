using System.Reflection;
using Interop.Native.Kernels;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

public unsafe class WorkerPoolTests
{
    public static TheoryData<int> ThreadCounts => TestNumbers.ThreadCounts;

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public void Every_piece_runs_once(int threads)
    {
        WorkerPool pool = WorkerPool.Get(threads);
        foreach (int pieces in (int[])[0, 1, 2, 3, 7, 64, 1000])
        {
            int[] runs = new int[Math.Max(1, pieces)];
            for (int repeat = 1; repeat <= 50; repeat++)
            {
                fixed (int* counts = runs)
                {
                    pool.Run(pieces, &Count, counts);
                }

                Assert.All(runs.Take(pieces), count => Assert.Equal(repeat, count));
            }
        }
    }

    [Fact]
    public void Pools_are_shared_and_the_default_has_a_thread_per_physical_core()
    {
        Assert.Same(WorkerPool.Get(3), WorkerPool.Get(3));
        Assert.Same(WorkerPool.Get(11), WorkerPool.Get(11));
        Assert.Equal(3, WorkerPool.Get(3).Threads);
        Assert.InRange(WorkerPool.Get().Threads, 1, Environment.ProcessorCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Get(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Get(1025));
    }

    [Fact]
    public void A_job_inside_a_piece_runs_on_the_thread_of_the_piece()
    {
        int[] runs = new int[16];
        fixed (int* counts = runs)
        {
            WorkerPool.Get(4).Run(16, &CountInside, counts);
        }

        Assert.All(runs, count => Assert.Equal(10, count));

        static void CountInside(void* state, int piece)
        {
            Nested nested = new() { Count = (int*)state + piece, Thread = Environment.CurrentManagedThreadId };
            WorkerPool.Get(4).Run(5, &CountOnSameThread, &nested);
            WorkerPool.Get(3).Run(5, &CountOnSameThread, &nested);
        }

        static void CountOnSameThread(void* state, int piece)
        {
            Nested* nested = (Nested*)state;
            Assert.Equal(nested->Thread, Environment.CurrentManagedThreadId);
            ++*nested->Count;
        }
    }

    [Fact]
    public void An_interruption_waits_until_all_pieces_are_done()
    {
        // No other test uses a pool of this size, so its workers fall asleep and nobody minds that one cannot be woken.
        WorkerPool pool = WorkerPool.Get(29);
        object gate = GateOfFirstWorker(pool);
        int[] runs = new int[100];
        using ManualResetEventSlim isHeld = new();
        using ManualResetEventSlim isOver = new();
        Thread holder = new(() =>
        {
            lock (gate)
            {
                isHeld.Set();
                isOver.Wait();
            }
        });
        bool wasInterrupted = false;
        Thread caller = new(() =>
        {
            Thread.CurrentThread.Interrupt();
            fixed (int* counts = runs)
            {
                pool.Run(runs.Length, &Count, counts);
            }

            try
            {
                Thread.Sleep(0);
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        });

        Thread.Sleep(50);
        holder.Start();
        isHeld.Wait(TestContext.Current.CancellationToken);
        caller.Start();
        caller.Join();
        isOver.Set();
        holder.Join();

        Assert.True(wasInterrupted);
        Assert.All(runs, count => Assert.Equal(1, count));
        fixed (int* counts = runs)
        {
            pool.Run(runs.Length, &Count, counts);
        }

        Assert.All(runs, count => Assert.Equal(2, count));
    }

    private static object GateOfFirstWorker(WorkerPool pool)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;
        object workers = typeof(WorkerPool).GetField("_workers", Hidden)!.GetValue(pool)!;
        object first = ((Array)workers).GetValue(0)!;
        return first.GetType().GetField("_gate", Hidden)!.GetValue(first)!;
    }

    [Fact]
    public void Many_threads_may_call_at_once()
    {
        int[][] runs = new int[8][];
        Thread[] callers = new Thread[runs.Length];
        for (int caller = 0; caller < callers.Length; caller++)
        {
            int[] own = runs[caller] = new int[9];
            callers[caller] = new Thread(() => RunOften(own));
            callers[caller].Start();
        }

        Assert.All(callers, caller => caller.Join());
        Assert.All(runs, own => Assert.All(own, count => Assert.Equal(2000, count)));

        static void RunOften(int[] runs)
        {
            fixed (int* counts = runs)
            {
                for (int repeat = 0; repeat < 2000; repeat++)
                {
                    WorkerPool.Get(4).Run(runs.Length, &Count, counts);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public void The_first_piece_that_throws_reaches_the_caller_after_all_have_run(int threads)
    {
        WorkerPool pool = WorkerPool.Get(threads);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            int[] runs = new int[40];
            fixed (int* counts = runs)
            {
                int* state = counts;
                InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
                    () => pool.Run(40, &ThrowFromPieceSeven, state));
                Assert.Equal("piece 7", thrown.Message);
            }

            Assert.All(runs, count => Assert.Equal(1, count));
        }

        static void ThrowFromPieceSeven(void* state, int piece)
        {
            ++((int*)state)[piece];
            if (piece >= 7)
            {
                throw new InvalidOperationException($"piece {piece}");
            }
        }
    }

    [Fact]
    public void A_job_allocates_nothing()
    {
        WorkerPool pool = WorkerPool.Get(4);
        int[] runs = new int[8];
        var before = AllocatedBytes.Now;
        for (int repeat = 0; repeat < 1000; repeat++)
        {
            if (repeat == 500)
            {
                before = AllocatedBytes.Now;
            }

            fixed (int* counts = runs)
            {
                pool.Run(runs.Length, &Count, counts);
            }
        }

        before.AssertNoMore();
    }

    private static void Count(void* state, int piece) => ++((int*)state)[piece];

    private struct Nested
    {
        public int* Count;
        public int Thread;
    }
}
