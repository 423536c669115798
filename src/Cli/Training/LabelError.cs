using Interop.Native.Files;
using Interop.Native.Losses;
using Interop.Native.Metrics;

namespace Interop.Cli.Training;

/// <summary>
/// The mean error of a number in the label's unit, where the network is trained on standardized targets: <c>1/N Σ |σ(ŷ − y)|ᵖ</c> with σ the
/// label's deviation; p is 1 for <c>mae</c> and 2 for <c>mse</c>.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="power">p.</param>
/// <param name="scale">σ.</param>
internal sealed class LabelError(string name, int power, double scale) : Metric
{
    private double _sum;
    private long _count;

    /// <summary>How it is kept in checkpoints.</summary>
    public static ComponentRegistry Components { get; } = new ComponentRegistry().AddMetric<LabelError>(
        nameof(LabelError),
        (metric, options) =>
        {
            options.Write("name", metric.Name);
            options.Write("power", metric.Power);
            options.Write("scale", metric.Scale);
        },
        options => new LabelError(options.GetText("name"), options.GetInt32("power"), options.GetDouble("scale")));

    /// <inheritdoc/>
    public override string Name { get; } = name;

    /// <inheritdoc/>
    public override double Result => _count == 0 ? double.NaN : _sum / _count;

    private int Power { get; } = power;

    private double Scale { get; } = scale;

    /// <inheritdoc/>
    public override void Reset() => (_sum, _count) = (0, 0);

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs)
    {
        for (var i = 0; i < inputs.Predictions.Length; i++)
        {
            var error = Math.Abs(Scale * ((double)inputs.Predictions[i] - inputs.Targets[i]));
            _sum += Power == 1 ? error : error * error;
        }

        _count += inputs.Predictions.Length;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<double> SaveState() => [_sum, _count];

    /// <inheritdoc/>
    protected override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Count != 2)
        {
            throw new InvalidDataException($"{Name} remembers 2 numbers, got {state.Count}.");
        }

        (_sum, _count) = (state[0], (long)state[1]);
    }
}
