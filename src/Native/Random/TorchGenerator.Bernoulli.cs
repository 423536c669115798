using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Random;

public sealed partial class TorchGenerator
{
    /// <summary>
    /// <c>bernoulli_(keepProbability) · keptValue</c>, the mask of <c>dropout</c>, in logical row-major order:
    /// keep where <c>u &lt; keepProbability</c>, compared as doubles.
    /// </summary>
    /// <remarks>
    /// <para><see cref="BernoulliStream.MklMcg31"/>: <c>u = x / (2³¹ − 1)</c>, x from the stream of
    /// <see cref="NextMcg31"/>, of which each call, even of no elements, takes a new one.</para>
    /// <para><see cref="BernoulliStream.Mt19937"/>: <c>u = (word64 mod 2⁵³) · 2⁻⁵³</c>, two words per element.</para>
    /// <para>A dropout of rate p is <c>keepProbability = 1 − p</c>, <c>keptValue = 1f / (float)(1 − p)</c>. libtorch
    /// draws nothing at all for p = 0 or in evaluation; here a call always draws, so to stay with its stream a
    /// caller makes no call then.</para>
    /// </remarks>
    /// <inheritdoc/>
    public override void FillBernoulli(Span<float> mask, double keepProbability, float keptValue)
    {
        DistributionArguments.CheckProbability(keepProbability);
        if (Bernoulli == BernoulliStream.MklMcg31)
        {
            NextMcg31().FillBernoulli(mask, keepProbability, keptValue);
        }
        else
        {
            FillBernoulliMt19937(mask, BernoulliThreshold.ForMt19937(keepProbability), keptValue);
        }
    }

    /// <summary>
    /// Takes one word and starts the MCG31 stream of one mask with it: what <see cref="FillBernoulli"/> does first
    /// in the MKL kind. For callers that fill a mask in pieces, which may be in parallel.
    /// </summary>
    public Mcg31 NextMcg31() => new(NextUInt32());

    private void FillBernoulliMt19937(Span<float> mask, long bound, float keptValue)
    {
        while (!mask.IsEmpty)
        {
            int count = Math.Min(mask.Length, _engine.Available / 2);
            if (count == 0)
            {
                // The two words of this element lie in different blocks.
                mask[0] = Keep(NextUInt64(), bound, keptValue);
                mask = mask[1..];
            }
            else
            {
                Keep(_engine.Take(2 * count), mask[..count], bound, keptValue);
                mask = mask[count..];
            }
        }
    }

    private static float Keep(ulong word, long bound, float keptValue) =>
        (long)(word & UnitInterval.DoubleBits) < bound ? keptValue : 0f;

    private static void Keep(ReadOnlySpan<uint> words, Span<float> mask, long bound, float keptValue)
    {
        int done = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // Two vectors of four draws make a vector of eight elements.
            ReadOnlySpan<Vector256<ulong>> draws = MemoryMarshal.Cast<uint, Vector256<ulong>>(words);
            Span<Vector256<float>> target = MemoryMarshal.Cast<float, Vector256<float>>(mask);
            Vector256<long> bounds = Vector256.Create(bound);
            Vector256<float> kept = Vector256.Create(keptValue);
            for (int i = 0; i < target.Length; i++)
            {
                Vector256<long> low = Vector256.LessThan(Draw(draws[2 * i]), bounds);
                Vector256<long> high = Vector256.LessThan(Draw(draws[2 * i + 1]), bounds);
                target[i] = Vector256.Narrow(low, high).AsSingle() & kept;
            }

            done = target.Length * Vector256<float>.Count;
        }

        for (int i = done; i < mask.Length; i++)
        {
            mask[i] = Keep((ulong)words[2 * i] << 32 | words[2 * i + 1], bound, keptValue);
        }
    }

    /// <summary>In each lane the first word of a draw is the low half in memory and the high half of its value.</summary>
    private static Vector256<long> Draw(Vector256<ulong> words) =>
        (((words << 32) | (words >> 32)) & Vector256.Create(UnitInterval.DoubleBits)).AsInt64();
}
