using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>The sum of the elements under a window.</summary>
internal readonly unsafe struct WindowSum(float* source, float* result) : IWindowOperation
{
    private readonly float* _source = source;
    private readonly float* _result = result;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WindowState<TVector> Begin<TSimd, TVector>(int channel, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => new() { Value = TSimd.Zero };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TSimd, TVector>(ref WindowState<TVector> state, nint source, int tap, int channel, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => state.Value = TSimd.Add(state.Value, VectorLanes<TSimd, TVector>.Load(_source + source, lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End<TSimd, TVector>(in WindowState<TVector> state, nint result, int channel, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => VectorLanes<TSimd, TVector>.Store(_result + result, state.Value, lanes);
}
