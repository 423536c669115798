using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Random;

namespace Interop.Native.Layers;

/// <summary>
/// Dropout for networks of SELU: dropped elements become −λα, and all are scaled so that mean 0 and variance 1 stay:
/// <c>y = a·x·m + α'a·(m − 1) + α'a·p</c>, <c>α' = λα = 1.7581</c>, <c>a = 1/√((1−p)(1 + α'²p))</c>, m ~ Bernoulli(1−p);
/// <c>dx = a·m·dy</c>. Nothing at inference. Source: Klambauer et al. 2017; PyTorch's AlphaDropout.
/// </summary>
/// <param name="rate">p, the probability that an element is dropped, in [0, 1].</param>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class AlphaDropout(double rate = 0.5, string? name = null) : RandomFactor(name)
{
    private const double Alpha = 1.7580993408473766;

    /// <summary>p, the probability that an element is dropped.</summary>
    public double Rate { get; } = DropoutRate.Check(rate);

    internal override bool IsIdentityAtInference => true;

    private double Scale => 1 / Math.Sqrt((1 - Rate) * (1 + (Alpha * Alpha * Rate)));

    private protected override void Draw(Generator generator, Span<float> factors) =>
        DropoutRate.DrawMask(generator, Rate, Rate == 1 ? 0f : (float)Scale, factors);

    private protected override void Apply(LayerContext context, ReadOnlySpan<float> factors)
    {
        // p = 1 drops everything to 0, as in PyTorch; p = 0 keeps everything as it is.
        var shift = Rate is 0 or 1 ? 0 : Alpha * Scale;
        var operation = new Function((float)(shift * Rate), (float)(shift * (Rate - 1)));
        Elementwise.Map(context.Input(), factors, context.Output, operation, context.Workers);
    }

    private readonly struct Function(float keptShift, float droppedShift) : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector factor)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector dropped = TSimd.EqualTo(factor, TSimd.Zero);
            return TSimd.MultiplyAdd(x, factor, TSimd.Select(dropped, TSimd.Broadcast(droppedShift), TSimd.Broadcast(keptShift)));
        }
    }
}
