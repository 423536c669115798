using System.Globalization;

namespace Interop.Parity.Cases.Layers;

/// <summary>torchvision's Normalize, written out: <c>(x − mean) / deviation</c> for each channel, or one pair for all.</summary>
/// <param name="Mean">The means.</param>
/// <param name="Deviation">The deviations.</param>
internal sealed record NormalizationOptions(IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation) : LayerOptions
{
    /// <inheritdoc/>
    public override string Kind => "normalization";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters => [("layer", Kind), ("mean", List(Mean)), ("deviation", List(Deviation))];

    private static string List(IEnumerable<float> values) => string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
