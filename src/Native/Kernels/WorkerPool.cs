using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>
/// A fixed team of threads that runs the pieces of one job at a time: the caller and <see cref="Threads"/> − 1 workers.
/// </summary>
/// <remarks>
/// <para>
/// Starting a job costs a fraction of a microsecond and allocates nothing. Workers wait for the next job spinning for
/// a moment, then asleep, so an idle process uses no processor time.
/// </para>
/// <para>
/// Each participant owns an equal share of the pieces and takes them in order, so that data stays in the cache of the
/// core that used it last; who has finished its share takes over pieces of the others. A caller therefore never waits
/// for a worker that has not begun. Which thread runs a piece must not matter to the piece's result.
/// </para>
/// <para>
/// A job started from inside a piece, or while another thread's job occupies the team, runs on its caller alone.
/// </para>
/// </remarks>
internal sealed unsafe class WorkerPool
{
    /// <summary>The most threads a pool may have.</summary>
    public const int MostThreads = 1024;

    /// <summary>How long a worker looks for the next job before it goes to sleep.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 10_000;

    private static readonly Lock PoolsLock = new();
    private static WorkerPool?[] _pools = new WorkerPool?[9];

    [ThreadStatic]
    private static bool _insidePiece;

    private readonly Worker[] _workers;
    private readonly Share[] _shares;

    private int _occupied;
    private volatile uint _job;

    // The job at hand; written before `_job` is advanced, and left alone until all its pieces are done.
    private delegate*<void*, int, void> _work;
    private void* _state;
    private volatile int _unfinishedPieces;
    private Failure? _failure;

    private WorkerPool(int threads)
    {
        Threads = threads;
        _shares = new Share[threads];
        _workers = new Worker[threads - 1];
        for (int index = 0; index < _workers.Length; index++)
        {
            _workers[index] = new Worker(this, participant: index + 1);
        }
    }

    /// <summary>How many threads take part, the caller among them.</summary>
    public int Threads { get; }

    /// <summary>The shared pool of <paramref name="threads"/> threads; 0 asks for one per physical core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or above 1024.</exception>
    public static WorkerPool Get(int threads = 0)
    {
        if (threads is < 0 or > MostThreads)
        {
            throw new ArgumentOutOfRangeException(
                nameof(threads), threads, "A worker pool has 1 to 1024 threads, or 0 for one per physical core.");
        }

        if (threads == 0)
        {
            threads = PhysicalCores.Count;
        }

        WorkerPool?[] known = Volatile.Read(ref _pools);
        return threads < known.Length && known[threads] is { } pool ? pool : GetOrCreate(threads);
    }

    private static WorkerPool GetOrCreate(int threads)
    {
        lock (PoolsLock)
        {
            if (threads >= _pools.Length)
            {
                WorkerPool?[] larger = new WorkerPool?[threads + 1];
                _pools.CopyTo(larger, 0);
                Volatile.Write(ref _pools, larger);
            }

            if (_pools[threads] is not { } pool)
            {
                pool = new WorkerPool(threads);
                Volatile.Write(ref _pools[threads], pool);
            }

            return pool;
        }
    }

    /// <summary>
    /// Calls <c>work(state, piece)</c> once for every piece from 0 to <paramref name="pieces"/> − 1 and returns when
    /// all have returned.
    /// </summary>
    /// <remarks>
    /// All pieces run even if some throw; then the exception of the lowest such piece is thrown to the caller. They run
    /// even if the caller is interrupted, since workers use its memory until they are done: the interruption waits for
    /// the caller's next wait.
    /// </remarks>
    public void Run(int pieces, delegate*<void*, int, void> work, void* state)
    {
        if (pieces <= 1 || _workers.Length == 0 || _insidePiece || Interlocked.Exchange(ref _occupied, 1) != 0)
        {
            RunAlone(pieces, work, state);
            return;
        }

        _work = work;
        _state = state;
        _unfinishedPieces = pieces;
        uint thisJob = _job + 1;
        int participants = Math.Min(pieces, Threads);
        for (int participant = 0; participant < participants; participant++)
        {
            _shares[participant].Deal(
                thisJob,
                begin: (int)((long)pieces * participant / participants),
                end: (int)((long)pieces * (participant + 1) / participants));
        }

        _job = thisJob;
        Interlocked.MemoryBarrier();
        bool isInterrupted = false;
        for (int participant = 1; participant < participants; participant++)
        {
            isInterrupted |= !_workers[participant - 1].TryWake();
        }

        TakePart(thisJob, participant: 0);
        WaitForOthers();

        Failure? thrown = _failure;
        _failure = null;
        Volatile.Write(ref _occupied, 0);
        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }

        thrown?.Exception.Throw();
    }

    private static void RunAlone(int pieces, delegate*<void*, int, void> work, void* state)
    {
        ExceptionDispatchInfo? thrown = null;
        for (int piece = 0; piece < pieces; piece++)
        {
            try
            {
                work(state, piece);
            }
            catch (Exception exception)
            {
                thrown ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        thrown?.Throw();
    }

    /// <summary>Runs pieces of the job, the participant's own first, until none is left to begin.</summary>
    private void TakePart(uint thisJob, int participant)
    {
        _insidePiece = true;
        for (int offset = 0; offset < _shares.Length; offset++)
        {
            ref Share share = ref _shares[(participant + offset) % _shares.Length];

            // Read before a piece is claimed: a claim succeeds only while this very job is unfinished, hence only if
            // these are its own.
            delegate*<void*, int, void> currentWork = _work;
            void* currentState = _state;
            while (share.TryClaim(thisJob, out int piece))
            {
                try
                {
                    currentWork(currentState, piece);
                }
                catch (Exception exception)
                {
                    Record(piece, ExceptionDispatchInfo.Capture(exception));
                }

                Interlocked.Decrement(ref _unfinishedPieces);
            }
        }

        _insidePiece = false;
    }

    private void WaitForOthers()
    {
        for (int spins = 0; _unfinishedPieces != 0; spins++)
        {
            if (spins < 2_000)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    private void Record(int piece, ExceptionDispatchInfo exception)
    {
        Failure mine = new(piece, exception);
        Failure? seen = _failure;
        while (seen is null || seen.Piece > piece)
        {
            Failure? current = Interlocked.CompareExchange(ref _failure, mine, seen);
            if (ReferenceEquals(current, seen))
            {
                return;
            }

            seen = current;
        }
    }

    private sealed record Failure(int Piece, ExceptionDispatchInfo Exception);

    /// <summary>
    /// One participant's pieces that have not begun. The number of the job and the next piece change together, so a
    /// thread that arrives late cannot take a piece of a job that it does not know. One share fills two cache lines,
    /// the unit that processors prefetch, so that neighbours do not disturb each other.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Share
    {
        [FieldOffset(0)]
        private ulong _jobAndNextPiece;

        [FieldOffset(8)]
        private int _end;

        public void Deal(uint job, int begin, int end)
        {
            // First make the last job's number disappear, so that a thread still looking for its pieces cannot take
            // the new end for its own. No thread knows the new number yet.
            Volatile.Write(ref _jobAndNextPiece, ((ulong)job << 32) | int.MaxValue);
            Volatile.Write(ref _end, end);
            Volatile.Write(ref _jobAndNextPiece, ((ulong)job << 32) | (uint)begin);
        }

        public bool TryClaim(uint job, out int piece)
        {
            ulong seen = Volatile.Read(ref _jobAndNextPiece);
            while (true)
            {
                piece = (int)(uint)seen;
                if ((uint)(seen >> 32) != job || piece >= Volatile.Read(ref _end))
                {
                    return false;
                }

                ulong current = Interlocked.CompareExchange(ref _jobAndNextPiece, seen + 1, seen);
                if (current == seen)
                {
                    return true;
                }

                seen = current;
            }
        }
    }

    /// <summary>A background thread that takes part in each job of its pool.</summary>
    private sealed class Worker
    {
        private readonly WorkerPool _pool;
        private readonly int _participant;
        private readonly object _gate = new();
        private volatile bool _asleep;

        public Worker(WorkerPool pool, int participant)
        {
            _pool = pool;
            _participant = participant;
            Thread thread = new(Live)
            {
                IsBackground = true,
                Name = $"Interop worker {participant} of {pool.Threads - 1}",
            };
            thread.UnsafeStart();
        }

        /// <summary>Wakes the worker if it sleeps.</summary>
        /// <returns>False where the caller was interrupted: then the worker may sleep on, and others do its share.</returns>
        public bool TryWake()
        {
            if (!_asleep)
            {
                return true;
            }

            try
            {
                lock (_gate)
                {
                    Monitor.Pulse(_gate);
                }

                return true;
            }
            catch (ThreadInterruptedException)
            {
                return false;
            }
        }

        private void Live()
        {
            uint lastJob = 0;
            while (true)
            {
                lastJob = WaitForJobAfter(lastJob);
                _pool.TakePart(lastJob, _participant);
            }
        }

        private uint WaitForJobAfter(uint lastJob)
        {
            long start = Stopwatch.GetTimestamp();
            do
            {
                for (int spins = 0; spins < 64; spins++)
                {
                    if (_pool._job != lastJob)
                    {
                        return _pool._job;
                    }

                    Thread.SpinWait(1);
                }
            }
            while (Stopwatch.GetTimestamp() - start < SpinTicks);

            lock (_gate)
            {
                // Announce the sleep, then look once more: a caller advances the job, then looks for sleepers.
                _asleep = true;
                Interlocked.MemoryBarrier();
                while (_pool._job == lastJob)
                {
                    Monitor.Wait(_gate);
                }

                _asleep = false;
                return _pool._job;
            }
        }
    }
}
