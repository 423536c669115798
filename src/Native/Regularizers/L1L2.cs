using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Networks;

namespace Interop.Native.Regularizers;

/// <summary>
/// L1 and L2 together (elastic net): <c>c (λ₁ Σ|w| + λ₂ Σ w²)</c>, derivative <c>c (λ₁ sgn w + 2 λ₂ w)</c>, with c = 1, ½, 1/N or 1/(2N) by
/// <see cref="PenaltyScale"/>. Source: D1, D3; Keras' L1L2.
/// </summary>
public class L1L2 : Regularizer
{
    private PenaltyScale? _scale;
    private SignAtZero? _signAtZero;

    /// <summary>Sets the strengths.</summary>
    /// <param name="l1">λ₁, the strength of the sum of magnitudes; 0 or more.</param>
    /// <param name="l2">λ₂, the strength of the sum of squares; 0 or more.</param>
    /// <param name="scale">What the sums are multiplied by; null for the network's conventions, λ alone unless set.</param>
    /// <param name="signAtZero">The derivative of |w| at 0; null for the network's conventions, 0 unless set.</param>
    /// <exception cref="ArgumentOutOfRangeException">A strength is negative or not finite.</exception>
    public L1L2(double l1 = 0, double l2 = 0, PenaltyScale? scale = null, SignAtZero? signAtZero = null)
    {
        AbsoluteStrength = Strength(l1, nameof(l1));
        SquareStrength = Strength(l2, nameof(l2));
        _scale = scale;
        _signAtZero = signAtZero;
    }

    /// <summary>λ₁.</summary>
    public double AbsoluteStrength { get; }

    /// <summary>λ₂.</summary>
    public double SquareStrength { get; }

    /// <summary>What the sums are multiplied by.</summary>
    public PenaltyScale Scale => _scale ?? PenaltyScale.Sum;

    /// <summary>The derivative of |w| at 0.</summary>
    public SignAtZero SignAtZero => _signAtZero ?? SignAtZero.Zero;

    /// <summary>What D1 multiplies the sum by.</summary>
    private protected virtual PenaltyScale LectureScale => PenaltyScale.Sum;

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<float> values, int sampleCount)
    {
        var workers = WorkerPool.Get(1);
        var magnitudes = AbsoluteStrength == 0 ? 0 : AbsoluteStrength * Reductions.SumOfMagnitudes(values, workers);
        var squares = SquareStrength == 0 ? 0 : SquareStrength * Reductions.SumOfSquares(values, workers);
        return Factor(sampleCount) * (magnitudes + squares);
    }

    /// <inheritdoc/>
    public override void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, int sampleCount, float scale = 1f)
    {
        var factor = Factor(sampleCount) * scale;
        var atZero = SignAtZero == SignAtZero.PlusOne ? 1f : 0f;
        var slope = new Slope((float)(factor * AbsoluteStrength), (float)(factor * 2 * SquareStrength), atZero);
        Elementwise.Map(values, gradient, gradient, slope, WorkerPool.Get(1));
    }

    /// <inheritdoc/>
    protected internal override void Settle(Conventions conventions)
    {
        var isLecture = conventions == Conventions.Lecture;
        _scale ??= isLecture ? LectureScale : PenaltyScale.Sum;
        _signAtZero ??= isLecture ? SignAtZero.PlusOne : SignAtZero.Zero;
    }

    private static double Strength(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A penalty's strength is a finite number of 0 or more.");

    private double Factor(int sampleCount)
    {
        var perSample = Scale is PenaltyScale.PerSample or PenaltyScale.HalfPerSample;
        if (perSample)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleCount);
        }

        return (Scale is PenaltyScale.Half or PenaltyScale.HalfPerSample ? 0.5 : 1) / (perSample ? sampleCount : 1);
    }

    // gradient + l1 sgn w + l2 w.
    private readonly struct Slope(float l1, float l2, float atZero) : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector values, TVector gradient)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var zero = TSimd.Zero;
            var sign = TSimd.Select(TSimd.LessThan(values, zero), TSimd.Broadcast(-1f), TSimd.Broadcast(atZero));
            sign = TSimd.Select(TSimd.GreaterThan(values, zero), TSimd.Broadcast(1f), sign);
            gradient = TSimd.MultiplyAdd(TSimd.Broadcast(l1), sign, gradient);
            return TSimd.MultiplyAdd(TSimd.Broadcast(l2), values, gradient);
        }
    }
}
