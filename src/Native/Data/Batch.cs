using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>A batch that a <see cref="DataLoader"/> gives, in tensors of its own; takes apart as <c>(features, targets)</c>.</summary>
public sealed class Batch : IBatch
{
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _targets;
    private readonly Tensor? _sampleWeights;

    internal Batch(DataSource data, int size, int epoch)
    {
        Size = size;
        Epoch = epoch;
        _inputs = [.. data.InputShapes.Select(shape => new Tensor(shape.Prepend(size)))];
        _targets = [.. data.TargetShapes.Select(shape => new Tensor(shape.Prepend(size)))];
        _sampleWeights = data.HasSampleWeights ? new Tensor([size]) : null;
    }

    /// <summary>The number of samples.</summary>
    public int Size { get; }

    /// <summary>The pass over the samples that it belongs to, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>A tensor [N, …] for each network input.</summary>
    public IReadOnlyList<Tensor> Inputs => _inputs;

    /// <summary>A tensor [N, …] for each network output; class indices are [N].</summary>
    public IReadOnlyList<Tensor> Targets => _targets;

    /// <summary>The samples' weights, [N]; null where they have none.</summary>
    public Tensor? Weights => _sampleWeights;

    /// <summary>Takes the batch apart: the first input and the first target.</summary>
    /// <param name="features">The first input, [N, …].</param>
    /// <param name="targets">The first target, [N, …].</param>
    public void Deconstruct(out Tensor features, out Tensor targets) => (features, targets) = (_inputs[0], _targets[0]);

    Span<float> IBatch.SampleWeights => _sampleWeights is null ? default : _sampleWeights.Span;

    Span<float> IBatch.Input(int index) => _inputs[index].Span;

    Span<float> IBatch.Target(int index) => _targets[index].Span;
}
