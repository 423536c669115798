using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Interop.Native.Tensors;

namespace Interop.Bench.Machine;

/// <summary>Measures what this machine can do: fused multiply-adds from registers, and reads from memory.</summary>
internal static class PeakMeter
{
    private const int Repetitions = 9;
    private const int FusedOperationsPerRound = 16;

    /// <summary>The most float32 operations in a second on one thread (a fused multiply-add counts two).</summary>
    /// <param name="repetitions">Tries of five milliseconds, about: a neighbour that takes the core during all of them makes every share of the peak look better than it is.</param>
    public static double FlopsPerSecond(int repetitions)
    {
        const int rounds = 2_000_000;
        var wide = Vector512.IsHardwareAccelerated;
        var best = Best(() => wide ? Multiply512(rounds) : Multiply256(rounds), repetitions);
        return rounds * (double)FusedOperationsPerRound * 2 * (wide ? Vector512<float>.Count : Vector256<float>.Count) / best;
    }

    /// <summary>Bytes read from memory in a second by so many threads.</summary>
    /// <param name="threads">How many read at once.</param>
    public static double BytesPerSecond(int threads)
    {
        const int length = 1 << 26;

        // Tensors, since where they begin, and on pages of what size, is as it is for the engine.
        var arrays = Enumerable.Range(0, threads).Select(_ => new Tensor([length / threads])).ToArray();
        foreach (var array in arrays)
        {
            array.Span.Fill(1);
        }

        var best = Best(() =>
        {
            var sums = new float[threads];
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => sums[i] = Sum(arrays[i].Span));
            return sums[0];
        });
        return length * (double)sizeof(float) / best;
    }

    /// <summary>Bytes that one thread moves in a second when it reads and writes each of so many floats in turn, over and over, from the cache that holds them.</summary>
    /// <param name="floats">How many.</param>
    public static double UpdateBytesPerSecond(int floats)
    {
        const int leastPerTry = 1 << 24;
        var values = new Tensor([floats]);
        var passes = Math.Max(1, leastPerTry / floats);
        var best = Best(() =>
        {
            for (var pass = 0; pass < passes; pass++)
            {
                Update(values.Span);
            }

            return values.Span[0];
        });
        return 2.0 * sizeof(float) * passes * floats / best;
    }

    private static double Best(Func<float> action, int repetitions = Repetitions)
    {
        var best = double.PositiveInfinity;
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var start = Stopwatch.GetTimestamp();
            if (float.IsNaN(action()))
            {
                throw new InvalidOperationException("The measured loop must give a number.");
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    // Sixteen independent chains hide the latency of the multiply-add on every processor with two units.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply512(int rounds)
    {
        var factor = Vector512.Create(0.999f);
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        Vector512<float> i = default, j = default, k = default, l = default, m = default, n = default, o = default, p = default;
        for (var round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, factor);
            b = Vector512.FusedMultiplyAdd(b, factor, factor);
            c = Vector512.FusedMultiplyAdd(c, factor, factor);
            d = Vector512.FusedMultiplyAdd(d, factor, factor);
            e = Vector512.FusedMultiplyAdd(e, factor, factor);
            f = Vector512.FusedMultiplyAdd(f, factor, factor);
            g = Vector512.FusedMultiplyAdd(g, factor, factor);
            h = Vector512.FusedMultiplyAdd(h, factor, factor);
            i = Vector512.FusedMultiplyAdd(i, factor, factor);
            j = Vector512.FusedMultiplyAdd(j, factor, factor);
            k = Vector512.FusedMultiplyAdd(k, factor, factor);
            l = Vector512.FusedMultiplyAdd(l, factor, factor);
            m = Vector512.FusedMultiplyAdd(m, factor, factor);
            n = Vector512.FusedMultiplyAdd(n, factor, factor);
            o = Vector512.FusedMultiplyAdd(o, factor, factor);
            p = Vector512.FusedMultiplyAdd(p, factor, factor);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply256(int rounds)
    {
        var factor = Vector256.Create(0.999f);
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        Vector256<float> i = default, j = default, k = default, l = default;
        for (var round = 0; round < rounds * FusedOperationsPerRound / 12; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, factor);
            b = Vector256.FusedMultiplyAdd(b, factor, factor);
            c = Vector256.FusedMultiplyAdd(c, factor, factor);
            d = Vector256.FusedMultiplyAdd(d, factor, factor);
            e = Vector256.FusedMultiplyAdd(e, factor, factor);
            f = Vector256.FusedMultiplyAdd(f, factor, factor);
            g = Vector256.FusedMultiplyAdd(g, factor, factor);
            h = Vector256.FusedMultiplyAdd(h, factor, factor);
            i = Vector256.FusedMultiplyAdd(i, factor, factor);
            j = Vector256.FusedMultiplyAdd(j, factor, factor);
            k = Vector256.FusedMultiplyAdd(k, factor, factor);
            l = Vector256.FusedMultiplyAdd(l, factor, factor);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(Span<float> values)
    {
        var addend = Vector512.Create(1f);
        foreach (ref var vector in MemoryMarshal.Cast<float, Vector512<float>>(values))
        {
            vector += addend;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        Vector512<float> a = default, b = default, c = default, d = default;
        for (var i = 0; i + 4 <= vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return Vector512.Sum(a + b + c + d);
    }
}
