using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>A digest of layers' values and gradients, recorded with 512-bit vectors: equal wherever multiplication and addition fuse.</summary>
public sealed class LayerDigestTests
{
    [Fact]
    public void Bits_are_those_recorded()
    {
        Assert.SkipUnless(Avx2.IsSupported && Fma.IsSupported, "Narrower vectors may round twice.");
        Assert.Equal("D06F34816011B295", Digest());
    }

    private static string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var shape in new Shape[] { new(300, 40), new(7, 19, 5, 9), new(2, 3, 70) })
        {
            Tensor x = new(shape), dy = new(shape);
            var random = new TorchGenerator(8);
            random.FillNormal(x.Span, 3, 2);
            random.FillNormal(dy.Span, 0, 1);
            foreach (var channelsLast in new[] { false, true })
            {
                foreach (var layer in new Layer[] { new BatchNormalization(), new Dropout(0.3), new AlphaDropout(0.3), new PReLU(perChannel: true) })
                {
                    var probe = new LayerProbe(layer, [x], null, dy, channelsLast);
                    hash.AppendData(MemoryMarshal.AsBytes(probe.Output.Span));
                    hash.AppendData(MemoryMarshal.AsBytes(probe.InputGradients[0].Span));
                    foreach (var parameter in layer.Parameters)
                    {
                        hash.AppendData(MemoryMarshal.AsBytes(parameter.Storage));
                    }
                }
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
