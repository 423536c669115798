using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Interop.Native.Activations;
using Interop.Native.Random;

namespace Interop.Native.Tests.Activations;

/// <summary>A digest of every function's values and gradients, recorded with 512-bit vectors: equal wherever multiplication and addition fuse.</summary>
public sealed class ActivationDigestTests
{
    [Fact]
    public void Bits_are_those_recorded()
    {
        Assert.SkipUnless(Avx2.IsSupported && Fma.IsSupported, "Narrower vectors may round twice.");
        Assert.Equal("FC1F70BE3AB4FB4D", Digest());
    }

    private static string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var x = new float[6 * 7 * 45];
        var dy = new float[x.Length];
        var y = new float[x.Length];
        var random = new TorchGenerator(5);
        random.FillUniform(x, -9, 9);
        random.FillNormal(dy, 0, 1);
        ActivationFunction[] functions =
            [.. ActivationReference.Names.Select(ActivationReference.Create), new Softmax(), new LogSoftmax()];
        foreach (var function in functions)
        {
            foreach (var view in new AxisView[] { new(6 * 45, 7, 1), new(6 * 7, 45, 1), new(6, 7, 45), new(45, 6, 7) })
            {
                function.Forward(x, y, view);
                hash.AppendData(MemoryMarshal.AsBytes<float>(y));
                var dx = new float[x.Length];
                function.Backward(x, y, dy, dx, view);
                hash.AppendData(MemoryMarshal.AsBytes<float>(dx));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
