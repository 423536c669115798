namespace Interop.Native.Random;

public sealed partial class TorchGenerator
{
    /// <summary>
    /// <c>normal_(mean, std)</c>, and <c>randn</c> with the parameters 0 and 1.
    /// </summary>
    /// <remarks>
    /// <para>Fewer than 16 elements: in double, one by one. With u₁, u₂ uniform, <c>r = √(−2·ln(1 − u₂))</c>,
    /// <c>θ = 2π·u₁</c>; the first value is r·cos θ, and r·sin θ is kept in the generator as the next one, across
    /// calls; each is scaled as <c>FMA(z, std, mean)</c>.</para>
    /// <para>16 and more: in float32. All elements are filled with U, then each block of 16 is transformed:
    /// <c>u₁ = 1 − d[j]</c>, <c>u₂ = d[j+8]</c>, j = 0 … 7, <c>r = √(−2·ln u₁)</c>, <c>θ = 2π·u₂</c>,
    /// <c>d[j] = FMA(r·cos θ, std, mean)</c>, <c>d[j+8] = FMA(r·sin θ, std, mean)</c>. If the length is no multiple
    /// of 16, the last 16 elements are drawn and transformed once more. What is kept from small fillings is neither
    /// used nor changed.</para>
    /// <para>The parameters are doubles because the small fillings compute with them before rounding.</para>
    /// </remarks>
    /// <inheritdoc/>
    public override void FillNormal(Span<float> values, double mean, double std)
    {
        DistributionArguments.CheckNormal(mean, std);
        if (values.Length < BoxMuller.BlockLength)
        {
            foreach (ref float value in values)
            {
                value = (float)Math.FusedMultiplyAdd(NextNormal(), std, mean);
            }

            return;
        }

        FillUniform(values, 0f, 1f);
        BoxMuller.Blocks(values, (float)mean, (float)std);
        if (values.Length % BoxMuller.BlockLength != 0)
        {
            Span<float> last = values[^BoxMuller.BlockLength..];
            FillUniform(last, 0f, 1f);
            BoxMuller.Blocks(last, (float)mean, (float)std);
        }
    }

    private double NextNormal()
    {
        if (_cachedNormal is double cached)
        {
            _cachedNormal = null;
            return cached;
        }

        double u1 = NextDouble();
        double u2 = NextDouble();
        (double cosine, double sine) = BoxMuller.Pair(u1, u2);
        _cachedNormal = sine;
        return cosine;
    }
}
