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
    private readonly Dictionary<Cell, Action> _prepared = [];

    /// <summary>The name of the engine with strict numerics.</summary>
    public const string StrictName = "Native";

    public string Name => numerics == Numerics.Strict ? StrictName : $"{StrictName} {numerics}";

    // Fast numerics differ for convolutions alone.
    public bool Runs(Cell cell) => numerics == Numerics.Strict || cell.Workload.Name == "cnn";

    public double Measure(Cell cell)
    {
        if (!_prepared.TryGetValue(cell, out var action))
        {
            _prepared[cell] = action = Prepare(cell);
            Repetitions.WarmUp(action);
        }

        return Repetitions.Median(action);
    }

    /// <summary>Bytes that one call allocates in steady state.</summary>
    public double AllocatedBytes(Cell cell)
    {
        var action = _prepared[cell];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 10; call++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 10.0;
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
