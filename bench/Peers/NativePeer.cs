using Interop.Bench.Workloads;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.Bench.Peers;

/// <summary>The engine of this repository.</summary>
/// <param name="threads">How many threads it may use.</param>
/// <param name="numerics">How freely it may round.</param>
internal sealed class NativePeer(int threads, Numerics numerics = Numerics.Strict) : IPeer
{
    private const int AllocationAttempts = 3;
    private const int AllocationCalls = 5;

    private readonly Dictionary<Cell, Action> _prepared = [];

    public string Name => numerics == Numerics.Strict ? PeerNames.Native : PeerNames.NativeFast;

    /// <summary>Whether fast numerics differ from strict ones: for convolutions alone.</summary>
    public static bool HasFastNumerics(Cell cell) => cell.Workload.Name == "cnn";

    public bool Runs(Cell cell) => numerics == Numerics.Strict || HasFastNumerics(cell);

    public double Measure(Cell cell)
    {
        if (!_prepared.TryGetValue(cell, out var action))
        {
            _prepared[cell] = action = Prepare(cell);
            Repetitions.WarmUp(action);
        }

        return Repetitions.Median(action);
    }

    /// <summary>
    /// Bytes that one call allocates in steady state, on all threads. The least of several attempts: what the runtime does beside, such as compiling a
    /// method anew, does not come every time.
    /// </summary>
    public double AllocatedBytes(Cell cell)
    {
        var action = _prepared[cell];
        var least = long.MaxValue;
        for (var attempt = 0; attempt < AllocationAttempts && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var call = 0; call < AllocationCalls; call++)
            {
                action();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least / (double)AllocationCalls;
    }

    public void Dispose() => _prepared.Clear();

    /// <summary>A call that runs the cell once, while training on several batches in turn.</summary>
    /// <param name="cell">What to run.</param>
    /// <param name="batches">How many batches there are.</param>
    public Action Prepare(Cell cell, int batches = 8)
    {
        var workload = cell.Workload;
        var network = workload.Create();
        network.Threads = threads;
        network.Numerics = numerics;
        network.Generator = new TorchGenerator(1);
        network.Build(workload.Input);
        var random = new TorchGenerator(2);
        Tensor[] inputs = [.. Enumerable.Range(0, batches).Select(_ => RandomBatch(random, cell))];
        if (!cell.IsTraining)
        {
            var output = new Tensor([cell.BatchSize, workload.Classes]);
            return () => network.Predict(inputs[0], output);
        }

        network.Compile(workload.Optimizer(), new CategoricalCrossentropy(fromLogits: true));
        var session = network.StartTraining(cell.BatchSize, [[]]);
        Tensor[] targets = [.. inputs.Select(_ => RandomClasses(random, cell))];
        var turn = 0;
        return () =>
        {
            turn = (turn + 1) % batches;
            inputs[turn].Span.CopyTo(session.Input(0));
            targets[turn].Span.CopyTo(session.Target(0));
            session.RunBatch();
        };
    }

    private static Tensor RandomBatch(TorchGenerator random, Cell cell)
    {
        var batch = new Tensor(cell.Workload.Input.Prepend(cell.BatchSize));
        random.FillNormal(batch.Span, 0, 1);
        return batch;
    }

    private static Tensor RandomClasses(TorchGenerator random, Cell cell)
    {
        var classes = new int[cell.BatchSize];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = random.NextInt(cell.Workload.Classes);
        }

        return Tensor.FromClasses(classes);
    }
}
