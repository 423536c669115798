using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>
/// Coefficient of determination: <c>R² = 1 − Σ (yᵢ − aᵢ)² / Σ (yᵢ − ȳ)²</c> for each output, and their plain mean. 1 is perfect, 0 as good as
/// the mean ȳ. Where all targets of an output are equal it is 1 if all are met and else 0, as in scikit-learn; of fewer than two samples it is NaN.
/// Predictions a and targets y: [N, …], same shape.
/// </summary>
public sealed class RSquared : Metric
{
    private long _samples;
    private double _weight;
    private double[] _residual = [];
    private double[] _mean = [];
    private double[] _spread = [];

    /// <inheritdoc/>
    public override string Name => "r2";

    /// <summary>The R² of each output.</summary>
    public IReadOnlyList<double> PerOutput => [.. _residual.Select((residual, i) => _samples < 2 ? double.NaN : Of(residual, _spread[i]))];

    /// <inheritdoc/>
    public override double Result => _samples < 2 ? double.NaN : PerOutput.Average();

    /// <inheritdoc/>
    public override void Reset() => (_samples, _weight, _residual, _mean, _spread) = (0, 0, [], [], []);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<double>? SaveState() => [_samples, _weight, .. _residual, .. _mean, .. _spread];

    /// <inheritdoc/>
    protected internal override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var outputs = (state.Count - 2) / 3;
        if (state.Count < 2 || state.Count != 2 + (3 * outputs))
        {
            throw NotAState(state);
        }

        (_samples, _weight) = ((long)state[0], state[1]);
        double[] Part(int index) => [.. state.Skip(2 + (index * outputs)).Take(outputs)];
        (_residual, _mean, _spread) = (Part(0), Part(1), Part(2));
    }

    /// <inheritdoc/>
    protected internal override void CheckShapes(in LossInputs inputs)
    {
        if (inputs.TargetShape.Size != inputs.PredictionShape.Size)
        {
            throw new NetworkException($"RSquared compares outputs of shape {inputs.PredictionShape} with targets of the same shape, got targets of shape {inputs.TargetShape}.");
        }
    }

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs)
    {
        CheckShapes(inputs);
        var size = inputs.PredictionShape.Size;
        if (_residual.Length != size)
        {
            (_residual, _mean, _spread) = (new double[size], new double[size], new double[size]);
        }

        for (var sample = 0; sample < inputs.BatchSize; sample++)
        {
            var weight = UsesSampleWeights && !inputs.SampleWeights.IsEmpty ? inputs.SampleWeights[sample] : 1.0;
            _samples++;
            _weight += weight;
            for (var i = 0; i < size && weight > 0; i++)
            {
                // Welford's update: the mean moves by its share, and the spread around it stays exact where nothing varies.
                double y = inputs.Targets[(sample * size) + i];
                var error = y - inputs.Predictions[(sample * size) + i];
                var step = y - _mean[i];
                _residual[i] += weight * error * error;
                _mean[i] += weight / _weight * step;
                _spread[i] += weight * step * (y - _mean[i]);
            }
        }
    }

    private static double Of(double residual, double spread) => spread != 0 ? 1 - (residual / spread) : residual == 0 ? 1 : 0;
}
