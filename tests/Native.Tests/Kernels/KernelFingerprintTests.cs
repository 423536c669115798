using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Tests.Kernels;

/// <summary>
/// One hash of the bits that the kernels produce. A process with other vectors is handed this process' hash and must
/// arrive at the same.
/// </summary>
public class KernelFingerprintTests
{
    /// <summary>The variable that holds the hash to arrive at.</summary>
    public const string ExpectedVariable = "INTEROP_TESTS_KERNEL_FINGERPRINT";

    [Fact]
    public void The_kernels_leave_the_expected_fingerprint()
    {
        string fingerprint = Compute();

        Assert.Equal(Environment.GetEnvironmentVariable(ExpectedVariable) ?? fingerprint, fingerprint);
    }

    /// <summary>The hash of this process.</summary>
    internal static string Compute()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        float[] x = [.. TestNumbers.Uniform(1, 20_011, 30f), 0f, -0f, 1e-40f, float.PositiveInfinity, float.NegativeInfinity];
        float[] y = TestNumbers.Uniform(2, x.Length, 3f);

        float[] functions = new float[x.Length];
        Elementwise.Map(x, y, functions, default(AllFunctions), WorkerPool.Get(1));
        Append(hash, functions);

        ReadOnlySpan<float> finite = x.AsSpan(0, 20_010);
        float[] columns = new float[667];
        Reductions.ColumnSums(finite, 30, columns, WorkerPool.Get(2));
        Append(hash, columns);
        Append(hash, [Reductions.SumOfMagnitudes(finite, WorkerPool.Get(2)), Reductions.SumOfSquares(finite, WorkerPool.Get(2)), (float)Reductions.SumInDouble(finite)]);

        System.Random random = new(3);
        for (int repeat = 0; repeat < 60; repeat++)
        {
            int most = repeat % 10 == 0 ? 400 : 50;
            GemmCase product = new(
                repeat, random.Next(1, most), random.Next(1, most), random.Next(0, 2 * most), random.Next(2) == 0, random.Next(2) == 0)
            {
                Accumulate = random.Next(2) == 0,
                HasBias = random.Next(2) == 0,
                HasReLU = random.Next(2) == 0,
            };
            Append(hash, product.Multiply(threads: 1 + (repeat % 3)));
        }

        Append(hash, new GemmCase(1, rows: 1, columns: 200, depth: 1500, transposeA: false, transposeB: false) { HasBias = true }.Multiply(threads: 2));

        for (int repeat = 0; repeat < 20; repeat++)
        {
            var (pooled, weight, bias, input) = new PooledConvolutionCase(random, isFast: repeat % 2 == 0).RunTogether(threads: 1 + (repeat % 3));
            Append(hash, pooled);
            Append(hash, weight);
            Append(hash, bias);
            Append(hash, input);
        }

        for (int repeat = 0; repeat < 30; repeat++)
        {
            foreach (float[] result in ConvolutionCase.Draw(random, 1, 200_000).Run(WorkerPool.Get(2)))
            {
                Append(hash, result);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, float[] numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers.AsSpan()));

    /// <summary>All functions of a vector, so that each leaves its bits in the result.</summary>
    private readonly struct AllFunctions : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector y)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector bounded = TSimd.Add(VectorMath.Tanh<TSimd, TVector>(y), VectorMath.Erf<TSimd, TVector>(y));
            TVector growing = TSimd.MultiplyAdd(VectorMath.Sigmoid<TSimd, TVector>(x), bounded, VectorMath.Exp<TSimd, TVector>(y));
            TVector magnitude = TSimd.Abs(x);
            TVector logarithms = TSimd.Multiply(VectorMath.Log<TSimd, TVector>(magnitude), VectorMath.Log1p<TSimd, TVector>(magnitude));
            return TSimd.Add(TSimd.Sqrt(TSimd.Abs(growing)), TSimd.Min(logarithms, TSimd.Broadcast(1e30f)));
        }
    }
}
