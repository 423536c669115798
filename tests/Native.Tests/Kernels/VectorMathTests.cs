using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Tests.Kernels;

/// <summary>
/// The functions against float64 ones, on floats from all over their range. The budgets are in units in the last place;
/// half a unit is the best there is. Without fused multiply-add the last digit is a little less sure.
/// </summary>
public class VectorMathTests
{
    /// <summary>A prime, so that signs, exponents and mantissas all vary.</summary>
    private const uint StepBetweenFloats = 16411;

    [Fact]
    public void Exp() => AssertWithin<ExpOperation>(1.1, Math.Exp);

    [Fact]
    public void Expm1() => AssertWithin<Expm1Operation>(1.6, ExactExpm1);

    [Fact]
    public void Log() => AssertWithin<LogOperation>(1.1, Math.Log);

    [Fact]
    public void Log1p() => AssertWithin<Log1pOperation>(1.6, ExactLog1p);

    [Fact]
    public void Sigmoid() => AssertWithin<SigmoidOperation>(2.5, x => 1 / (1 + Math.Exp(-x)), from: -88.7f);

    [Fact]
    public void Tanh() => AssertWithin<TanhOperation>(1.6, Math.Tanh);

    [Fact]
    public void Erf() => AssertWithin<ErfOperation>(1.6, ExactErf);

    [Fact]
    public void Edges_are_those_of_IEEE()
    {
        AssertEdge<ExpOperation>((float.NegativeInfinity, 0f), (-104f, 0f), (0f, 1f), (88.73f, float.PositiveInfinity), (float.PositiveInfinity, float.PositiveInfinity));
        AssertEdge<Expm1Operation>((float.NegativeInfinity, -1f), (-104f, -1f), (0f, 0f), (-0f, -0f), (88.73f, float.PositiveInfinity), (float.PositiveInfinity, float.PositiveInfinity), (float.Epsilon, float.Epsilon));
        AssertEdge<LogOperation>((0f, float.NegativeInfinity), (-0f, float.NegativeInfinity), (1f, 0f), (-1f, float.NaN), (float.NegativeInfinity, float.NaN), (float.PositiveInfinity, float.PositiveInfinity));
        AssertEdge<Log1pOperation>((-1f, float.NegativeInfinity), (0f, 0f), (-0f, -0f), (-1.5f, float.NaN), (float.PositiveInfinity, float.PositiveInfinity), (float.Epsilon, float.Epsilon));
        AssertEdge<SigmoidOperation>((-1e4f, 0f), (-88.73f, 0f), (1e4f, 1f), (0f, 0.5f), (float.NegativeInfinity, 0f), (float.PositiveInfinity, 1f));
        AssertEdge<TanhOperation>((-0f, -0f), (100f, 1f), (-100f, -1f), (float.NegativeInfinity, -1f), (float.PositiveInfinity, 1f));
        AssertEdge<ErfOperation>((-0f, -0f), (100f, 1f), (-100f, -1f), (float.NegativeInfinity, -1f), (float.PositiveInfinity, 1f));
    }

    private static void AssertWithin<TOperation>(double ulps, Func<double, double> exact, float from = float.NegativeInfinity)
        where TOperation : unmanaged, IUnaryOperation
    {
        List<float> inputs = [];
        for (ulong bits = 0; bits <= uint.MaxValue; bits += StepBetweenFloats)
        {
            float input = BitConverter.UInt32BitsToSingle((uint)bits);
            if (input >= from)
            {
                inputs.Add(input);
            }
        }

        float[] outputs = new float[inputs.Count];
        Elementwise.Map(inputs.ToArray(), outputs, default(TOperation), WorkerPool.Get(1));

        double worst = 0;
        int worstIndex = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double error = TestNumbers.UlpError(outputs[i], exact(inputs[i]));
            if (error > worst)
            {
                (worst, worstIndex) = (error, i);
            }
        }

        Assert.True(
            worst <= ulps,
            $"f({inputs[worstIndex]:R}) = {outputs[worstIndex]:R}, {worst:F2} units off {exact(inputs[worstIndex]):R}; the budget is {ulps}.");
    }

    private static void AssertEdge<TOperation>(params (float Input, float Output)[] edges)
        where TOperation : unmanaged, IUnaryOperation
    {
        foreach ((float input, float output) in ((float, float)[])[.. edges, (float.NaN, float.NaN)])
        {
            float[] actual = new float[1];
            Elementwise.Map([input], actual, default(TOperation), WorkerPool.Get(1));
            Assert.True(output.Equals(actual[0]) && float.IsNegative(output) == float.IsNegative(actual[0]) | float.IsNaN(output), $"{typeof(TOperation).Name} of {input} is {actual[0]}, expected {output}.");
        }
    }

    private static double ExactLog1p(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    /// <summary>eˣ − 1; by its series where the subtraction would lose digits.</summary>
    private static double ExactExpm1(double x)
    {
        if (Math.Abs(x) > 0.05)
        {
            return Math.Exp(x) - 1;
        }

        double sum = 0;
        double term = 1;
        for (int k = 1; k < 14; k++)
        {
            term *= x / k;
            sum += term;
        }

        return sum;
    }

    /// <summary>The series 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms are all positive.</summary>
    private static double ExactErf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        double magnitude = Math.Min(Math.Abs(x), 6);
        double term = magnitude;
        double sum = 0;
        for (int n = 0; term > sum * 1e-17 && n < 200; n++)
        {
            sum += term;
            term *= 2 * magnitude * magnitude / ((2 * n) + 3);
        }

        return Math.CopySign(2 / Math.Sqrt(Math.PI) * Math.Exp(-magnitude * magnitude) * sum, x);
    }

    private readonly struct ExpOperation : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Exp<TSimd, TVector>(x);
    }

    private readonly struct LogOperation : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Log<TSimd, TVector>(x);
    }

    private readonly struct Log1pOperation : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Log1p<TSimd, TVector>(x);
    }

    private readonly struct Expm1Operation : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Expm1<TSimd, TVector>(x);
    }

    private readonly struct SigmoidOperation : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Sigmoid<TSimd, TVector>(x);
    }

    private readonly struct TanhOperation : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Tanh<TSimd, TVector>(x);
    }

    private readonly struct ErfOperation : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Erf<TSimd, TVector>(x);
    }
}
