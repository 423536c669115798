using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Random;

public sealed partial class TorchGenerator
{
    /// <summary>
    /// <c>uniform_(from, to)</c>, and <c>rand</c> with the bounds 0 and 1: <c>FMA(U, to − from, from)</c> in float32,
    /// <c>U = (word mod 2²⁴) · 2⁻²⁴</c>, one word per element. Rounding may reach <paramref name="to"/> itself.
    /// </summary>
    /// <inheritdoc/>
    public override void FillUniform(Span<float> values, float from, float to)
    {
        DistributionArguments.CheckUniform(from, to);
        while (!values.IsEmpty)
        {
            ReadOnlySpan<uint> words = _engine.Take(values.Length);
            Uniform(words, values[..words.Length], to - from, from);
            values = values[words.Length..];
        }
    }

    private static void Uniform(ReadOnlySpan<uint> words, Span<float> values, float range, float from)
    {
        int done;
        if (Vector512.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector512<uint>> source = MemoryMarshal.Cast<uint, Vector512<uint>>(words);
            Span<Vector512<float>> target = MemoryMarshal.Cast<float, Vector512<float>>(values)[..source.Length];
            for (int i = 0; i < source.Length; i++)
            {
                Vector512<float> u = Vector512.ConvertToSingle((source[i] & Vector512.Create(UnitInterval.SingleBits)).AsInt32()) * Vector512.Create(UnitInterval.SingleStep);
                target[i] = Vector512.FusedMultiplyAdd(u, Vector512.Create(range), Vector512.Create(from));
            }

            done = source.Length * Vector512<float>.Count;
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector256<uint>> source = MemoryMarshal.Cast<uint, Vector256<uint>>(words);
            Span<Vector256<float>> target = MemoryMarshal.Cast<float, Vector256<float>>(values)[..source.Length];
            for (int i = 0; i < source.Length; i++)
            {
                Vector256<float> u = Vector256.ConvertToSingle((source[i] & Vector256.Create(UnitInterval.SingleBits)).AsInt32()) * Vector256.Create(UnitInterval.SingleStep);
                target[i] = Vector256.FusedMultiplyAdd(u, Vector256.Create(range), Vector256.Create(from));
            }

            done = source.Length * Vector256<float>.Count;
        }
        else
        {
            ReadOnlySpan<Vector128<uint>> source = MemoryMarshal.Cast<uint, Vector128<uint>>(words);
            Span<Vector128<float>> target = MemoryMarshal.Cast<float, Vector128<float>>(values)[..source.Length];
            for (int i = 0; i < source.Length; i++)
            {
                Vector128<float> u = Vector128.ConvertToSingle((source[i] & Vector128.Create(UnitInterval.SingleBits)).AsInt32()) * Vector128.Create(UnitInterval.SingleStep);
                target[i] = Vector128.FusedMultiplyAdd(u, Vector128.Create(range), Vector128.Create(from));
            }

            done = source.Length * Vector128<float>.Count;
        }

        for (int i = done; i < values.Length; i++)
        {
            values[i] = MathF.FusedMultiplyAdd(UnitInterval.Single(words[i]), range, from);
        }
    }
}
