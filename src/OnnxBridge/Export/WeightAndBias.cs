using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export;

/// <summary>The weight and bias of a Dense or convolution layer as they go into the file: with a folded batch normalization worked in.</summary>
/// <param name="Weight">The weight, channels of the output first.</param>
/// <param name="Bias">The bias; null for none.</param>
/// <param name="Owner">What tells these values from others under the same name.</param>
internal sealed record WeightAndBias(Tensor Weight, Tensor? Bias, object Owner)
{
    /// <summary>The values of a layer's parameters.</summary>
    public static WeightAndBias Of(Parameter weight, Parameter? bias, ChannelAffine? affine) => affine is null
        ? new(weight.Read(), bias?.Read(), weight)
        : new(affine.FoldWeight(weight.Read()), affine.FoldBias(bias?.Read()), affine.Layer);

    /// <summary>The names of the constants, ready to stand behind the input of Gemm or Conv.</summary>
    public IEnumerable<string> AddTo(OnnxNodeContext context)
    {
        yield return context.Weight("weight", Weight, Owner);
        if (Bias is not null)
        {
            yield return context.Weight("bias", Bias, Owner);
        }
    }
}
