using Interop.Native.Losses;
using Interop.Native.Metrics;

namespace Interop.Cli.Training;

/// <summary>A metric told in the label's unit, where the network was trained on standardized targets.</summary>
/// <param name="name">Its name.</param>
/// <param name="create">Makes the metric on standardized targets.</param>
/// <param name="factor">What its figure is multiplied with.</param>
internal sealed class ScaledMetric(string name, Func<Metric> create, double factor) : Metric
{
    private Metric _inner = create();

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override double Result => _inner.Result * factor;

    /// <inheritdoc/>
    public override void Reset() => _inner = create();

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs) => _inner.Update(inputs);
}
