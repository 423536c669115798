using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>b[c] + Σ source · w[tap, c] over the window, where wanted clipped at zero: a convolution in which each channel sees itself alone.</summary>
internal readonly unsafe struct DepthwiseSum(float* source, float* weight, float* bias, bool clipAtZero, int channels, float* result) : IWindowOperation
{
    private readonly float* _source = source;
    private readonly float* _weight = weight;
    private readonly float* _bias = bias;
    private readonly bool _clipAtZero = clipAtZero;
    private readonly nint _channels = channels;
    private readonly float* _result = result;

    /// <inheritdoc/>
    public static bool ReadsForTaps => true;

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
        => state.Value = TSimd.MultiplyAdd(
            VectorLanes<TSimd, TVector>.Load(_source + source, lanes),
            VectorLanes<TSimd, TVector>.Load(_weight + (tap * _channels) + channel, lanes),
            state.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End<TSimd, TVector>(in WindowState<TVector> state, nint result, int channel, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector value = _bias == null
            ? state.Value
            : TSimd.Add(state.Value, VectorLanes<TSimd, TVector>.Load(_bias + channel, lanes));
        value = _clipAtZero ? TSimd.Max(TSimd.Zero, value) : value;
        VectorLanes<TSimd, TVector>.Store(_result + result, value, lanes);
    }
}
