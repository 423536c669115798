using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Layers;

namespace Interop.Native.Regularizers;

/// <summary>Weights of 0 or more: <c>w = max(w, 0)</c>. Keras' NonNeg.</summary>
public sealed class NonNegative : Constraint
{
    /// <inheritdoc/>
    public override void Apply(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Elementwise.Map(parameter.Storage, parameter.Storage, default(Rectify), WorkerPool.Get(1));
    }

    private readonly struct Rectify : IUnaryOperation
    {
        // Where w is not a number the maximum is its right operand, so that it shows.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Max(TSimd.Zero, x);
    }
}
