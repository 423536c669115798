using Interop.Parity.Cases;
using Interop.Parity.Cases.Dropout;

namespace Interop.Parity.Engines;

/// <summary>Results that others published, of builds that need not be at hand.</summary>
internal sealed class PublishedEngine : IParityEngine
{
    /// <inheritdoc/>
    public string Name => "published";

    /// <inheritdoc/>
    public string Producer => "results published with their seed";

    /// <inheritdoc/>
    public string? WhyNot(ParityCase parityCase) => parityCase is PublishedMaskCase ? null : "nobody published a result of this case";

    /// <inheritdoc/>
    public NamedTensors Run(ParityCase parityCase)
    {
        var mask = (PublishedMaskCase)parityCase;
        var kept = 1f / (float)(1 - mask.Rate);
        float[] output = [.. mask.Mask.Where(letter => letter != ' ').Select(letter => letter == '1' ? kept : 0f)];
        return new NamedTensors { { "output.0", Interop.Native.Tensors.Tensor.From(mask.Shape, output) } };
    }
}
