using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>The answers of a batch whose outputs are classes, one by one.</summary>
internal readonly ref struct ClassAnswers
{
    private readonly ReadOnlySpan<float> _predictions;
    private readonly ReadOnlySpan<float> _targets;
    private readonly AxisView _view;
    private readonly bool _areIndices;
    private readonly int _perSample;

    public ClassAnswers(in LossInputs inputs, string metric)
    {
        var shape = inputs.PredictionShape;
        if (shape.Rank == 0)
        {
            throw new NetworkException($"{metric} of classes needs outputs of shape [N, C, …], got one number for each sample.");
        }

        _predictions = inputs.Predictions;
        _targets = inputs.Targets;
        _view = ClassificationLoss.View(inputs.BatchSize, shape, inputs.ClassAxis);
        _perSample = Count / inputs.BatchSize;
        _areIndices = inputs.TargetShape != shape;
        if (_areIndices && inputs.TargetShape.Size != _perSample)
        {
            throw new NetworkException(
                $"{metric} of classes compares outputs [N, C, …] with class indices [N, …] or one-hot targets [N, C, …]; got outputs of shape {shape} and " +
                $"targets of shape {inputs.TargetShape} for each sample.");
        }
    }

    public int Classes => _view.Length;

    public int Count => _view.Outer * _view.Inner;

    public ClassAnswer this[int item]
    {
        get
        {
            var start = ClassificationLoss.Start(_view, item);
            var actual = _areIndices
                ? (int)_targets[item]
                : new ClassAnswer(_targets[start..], _view.Inner, _view.Length, 0).LargestAt();
            return new ClassAnswer(_predictions[start..], _view.Inner, _view.Length, actual);
        }
    }

    public int SampleOf(int item) => item / _perSample;
}
