using Interop.Bench.Workloads;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.OnnxBridge;
using Microsoft.ML.OnnxRuntime;

namespace Interop.Bench.Peers;

/// <summary>ONNX Runtime through its C# binding, on the network's ONNX export, with inputs and outputs bound to fixed memory.</summary>
/// <param name="threads">How many threads it may use.</param>
internal sealed class OnnxRuntimePeer(int threads) : IPeer
{
    private readonly Dictionary<Cell, Action> _prepared = [];
    private readonly List<IDisposable> _held = [];

    public string Name => PeerNames.OnnxRuntime;

    public bool Runs(Cell cell) => !cell.IsTraining;

    public double Measure(Cell cell)
    {
        if (!_prepared.TryGetValue(cell, out var action))
        {
            _prepared[cell] = action = Prepare(cell);
            Repetitions.WarmUp(action);
        }

        return Repetitions.Median(action);
    }

    public void Dispose()
    {
        foreach (var held in _held)
        {
            held.Dispose();
        }
    }

    private Action Prepare(Cell cell)
    {
        var network = cell.Workload.Create();
        network.Build(cell.Workload.Input);
        var options = Hold(new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 });
        var session = Hold(new InferenceSession(OnnxExporter.Export(network), options));
        var batch = new Tensor(cell.Workload.Input.Prepend(cell.BatchSize));
        new TorchGenerator(2).FillNormal(batch.Span, 0, 1);
        long[] shape = [.. batch.Shape.Select(extent => (long)extent)];
        var input = Hold(OrtValue.CreateTensorValueFromMemory(batch.ToArray(), shape));
        var output = Hold(OrtValue.CreateTensorValueFromMemory(new float[cell.BatchSize * cell.Workload.Classes], [cell.BatchSize, cell.Workload.Classes]));
        var runOptions = Hold(new RunOptions());
        string[] inputNames = [.. session.InputNames];
        string[] outputNames = [.. session.OutputNames];
        OrtValue[] inputs = [input];
        OrtValue[] outputs = [output];
        return () => session.Run(runOptions, inputNames, inputs, outputNames, outputs);
    }

    private T Hold<T>(T resource)
        where T : IDisposable
    {
        _held.Add(resource);
        return resource;
    }
}
