using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Dropout;

namespace Interop.Parity.Engines;

/// <summary>Results that others published, of builds that need not be at hand: masks, and the formulas of a stream of masks.</summary>
internal sealed class PublishedEngine : IParityEngine
{
    /// <inheritdoc/>
    public string Name => "published";

    /// <inheritdoc/>
    public string Producer => "masks published with their seed, and Intel's published formula of the stream mkl-mcg31";

    /// <inheritdoc/>
    public string? WhyNot(ParityCase parityCase) => parityCase is PublishedMaskCase or DropoutCase { Masks: BernoulliStream.MklMcg31 }
        ? null
        : "nobody published a result of this case";

    /// <inheritdoc/>
    public NamedTensors Run(ParityCase parityCase) => parityCase is DropoutCase dropout ? ByFormula(dropout) : Published((PublishedMaskCase)parityCase);

    private static NamedTensors Published(PublishedMaskCase mask)
    {
        var kept = KeptFactor(mask.Rate);
        float[] output = [.. mask.Mask.Where(letter => letter != ' ').Select(letter => letter == '1' ? kept : 0f)];
        return new NamedTensors { { "output.0", Tensor.From(mask.Shape, output) } };
    }

    private static NamedTensors ByFormula(DropoutCase parityCase)
    {
        var stream = new Mcg31Formula(parityCase.Seed);
        var shape = parityCase.Shape;
        var together = parityCase.Kind == DropoutKind.Channels ? shape.SizeBetween(2, shape.Rank) : 1;
        var outputs = new NamedTensors();
        for (var batch = 0; batch < parityCase.Batches; batch++)
        {
            var kept = stream.Mask(shape.Size / together, parityCase.Rate);
            var factor = parityCase.Rate == 1 ? 0 : KeptFactor(parityCase.Rate);
            Tensor Scaled(string name)
            {
                var values = parityCase.Inputs.Floats($"{name}.{batch}").ToArray();
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] *= kept[i / together] ? factor : 0;
                }

                return Tensor.From(shape, values);
            }

            outputs.Add($"output.{batch}", Scaled("input"));
            outputs.Add($"gradient.{batch}", Scaled("slope"));
        }

        return outputs;
    }

    private static float KeptFactor(double rate) => 1f / (float)(1 - rate);
}
