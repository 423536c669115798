using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>Samples and targets held in tensors, rows along the first axis.</summary>
public sealed class TensorDataset : Dataset
{
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _targets;
    private readonly Tensor? _sampleWeights;

    /// <summary>Makes a data set of one input and one target.</summary>
    /// <param name="inputs">[N, …].</param>
    /// <param name="targets">[N, …], or class indices [N].</param>
    /// <param name="sampleWeights">[N], or null for 1.</param>
    /// <exception cref="NetworkException">The tensors differ in their number of rows, or hold a NaN.</exception>
    public TensorDataset(Tensor inputs, Tensor targets, Tensor? sampleWeights = null)
        : this([inputs], [targets], sampleWeights)
    {
    }

    /// <summary>Makes a data set of several inputs and targets.</summary>
    /// <param name="inputs">One tensor for each network input.</param>
    /// <param name="targets">One tensor for each network output.</param>
    /// <param name="sampleWeights">[N], or null for 1.</param>
    /// <exception cref="NetworkException">The tensors differ in their number of rows, or hold a NaN.</exception>
    public TensorDataset(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> targets, Tensor? sampleWeights = null)
    {
        _inputs = [.. inputs];
        _targets = [.. targets];
        _sampleWeights = sampleWeights;
        var all = _inputs.Select((tensor, i) => ($"input {i}", tensor))
            .Concat(_targets.Select((tensor, i) => ($"target {i}", tensor)))
            .Concat(sampleWeights is null ? [] : [("sample weights", sampleWeights)]);
        foreach (var (what, tensor) in all)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            if (tensor.Shape.Rank == 0 || tensor.Shape[0] != _inputs[0].Shape[0])
            {
                throw new NetworkException(
                    $"'{what}' has shape {tensor.Shape}, but the first input has {_inputs[0].Shape}; all need the same number of rows.");
            }

            NumberCheck.RejectNaN(tensor, what);
        }
    }

    /// <inheritdoc/>
    public override int Count => _inputs[0].Shape[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => [.. _inputs.Select(tensor => tensor.Shape.Skip(1))];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> TargetShapes => [.. _targets.Select(tensor => tensor.Shape.Skip(1))];

    /// <inheritdoc/>
    public override bool HasSampleWeights => _sampleWeights is not null;

    /// <inheritdoc/>
    public override Tensor? AllTargets(int output) => _targets[output];

    /// <summary>The inputs.</summary>
    public IReadOnlyList<Tensor> Inputs => _inputs;

    /// <summary>The targets.</summary>
    public IReadOnlyList<Tensor> Targets => _targets;

    /// <summary>A data set of some of the samples, copied.</summary>
    /// <param name="rows">Which samples, in order.</param>
    public TensorDataset Subset(ReadOnlySpan<int> rows)
    {
        var order = rows.ToArray();
        return new TensorDataset(
            [.. _inputs.Select(tensor => tensor.Gather(order))],
            [.. _targets.Select(tensor => tensor.Gather(order))],
            _sampleWeights?.Gather(order));
    }

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> rows, IBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var i = 0; i < _inputs.Length; i++)
        {
            Copy(_inputs[i], rows, batch.Input(i));
        }

        for (var i = 0; i < _targets.Length; i++)
        {
            Copy(_targets[i], rows, batch.Target(i));
        }

        if (_sampleWeights is not null)
        {
            Copy(_sampleWeights, rows, batch.SampleWeights);
        }
    }

    private static void Copy(Tensor source, ReadOnlySpan<int> rows, Span<float> target)
    {
        var size = source.Count / source.Shape[0];
        var values = source.Span;
        for (var i = 0; i < rows.Length; i++)
        {
            values.Slice(rows[i] * size, size).CopyTo(target[(i * size)..]);
        }
    }
}
