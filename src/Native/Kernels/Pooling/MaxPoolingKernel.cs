using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// The largest element under each window, channels-last, and where it was. The first of equals counts; a NaN counts as larger than all, the
/// last of several, as in PyTorch. Padding never counts; a window that sees nothing else gives −∞.
/// </summary>
internal static unsafe class MaxPoolingKernel
{
    /// <summary>y = max under the window.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x.</param>
    /// <param name="output">y.</param>
    /// <param name="taps">Where to write which tap of the window each output came from; empty for nowhere.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void Forward(
        in WindowGeometry geometry, int samples, ReadOnlySpan<float> input, Span<float> output, Span<float> taps, WorkerPool pool)
    {
        WindowCheck.Lengths(geometry, samples, input.Length, output.Length);
        fixed (float* source = input)
        fixed (float* result = output)
        fixed (float* chosen = taps)
        {
            if (taps.IsEmpty)
            {
                WindowGather<Largest>.Run(geometry, samples, isBackward: false, new Largest(source, result), pool);
                return;
            }

            WindowCheck.Lengths(geometry, samples, input.Length, taps.Length);
            WindowGather<LargestWithTap>.Run(geometry, samples, isBackward: false, new LargestWithTap(source, result, chosen), pool);
        }
    }

    /// <summary>dx = Σ dy over the windows whose largest element it was.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="taps">What <see cref="Forward"/> wrote.</param>
    /// <param name="inputGradient">dx.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void Backward(
        in WindowGeometry geometry,
        int samples,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<float> taps,
        Span<float> inputGradient,
        WorkerPool pool)
    {
        WindowCheck.Lengths(geometry, samples, inputGradient.Length, outputGradient.Length);
        WindowCheck.Lengths(geometry, samples, inputGradient.Length, taps.Length);
        fixed (float* source = outputGradient)
        fixed (float* chosen = taps)
        fixed (float* result = inputGradient)
        {
            WindowGather<GradientOfLargest>.Run(geometry, samples, isBackward: true, new GradientOfLargest(source, chosen, result), pool);
        }
    }

    private readonly struct Largest(float* source, float* result) : IWindowOperation
    {
        private readonly float* _source = source;
        private readonly float* _result = result;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public WindowState<TVector> Begin<TSimd, TVector>(int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => new() { Value = TSimd.Broadcast(float.NegativeInfinity) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TSimd, TVector>(ref WindowState<TVector> state, nint source, int tap, int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector value = VectorLanes<TSimd, TVector>.Load(_source + source, lanes);
            TVector isLarger = TSimd.Or(TSimd.GreaterThan(value, state.Value), TSimd.IsNaN(value));
            state.Value = TSimd.Select(isLarger, value, state.Value);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void End<TSimd, TVector>(in WindowState<TVector> state, nint result, int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorLanes<TSimd, TVector>.Store(_result + result, state.Value, lanes);
    }

    private readonly struct LargestWithTap(float* source, float* result, float* taps) : IWindowOperation
    {
        private readonly float* _source = source;
        private readonly float* _result = result;
        private readonly float* _taps = taps;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public WindowState<TVector> Begin<TSimd, TVector>(int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => new() { Value = TSimd.Broadcast(float.NegativeInfinity), Tap = TSimd.Broadcast(-1f) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TSimd, TVector>(ref WindowState<TVector> state, nint source, int tap, int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector value = VectorLanes<TSimd, TVector>.Load(_source + source, lanes);

            // Before the first element the tap is −1, and even −∞ is taken.
            TVector isFirst = TSimd.LessThan(state.Tap, TSimd.Zero);
            TVector isLarger = TSimd.Or(TSimd.GreaterThan(value, state.Value), TSimd.IsNaN(value));
            isLarger = TSimd.Or(isLarger, isFirst);
            state.Value = TSimd.Select(isLarger, value, state.Value);
            state.Tap = TSimd.Select(isLarger, TSimd.Broadcast(tap), state.Tap);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void End<TSimd, TVector>(in WindowState<TVector> state, nint result, int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            VectorLanes<TSimd, TVector>.Store(_result + result, state.Value, lanes);
            VectorLanes<TSimd, TVector>.Store(_taps + result, state.Tap, lanes);
        }
    }

    private readonly struct GradientOfLargest(float* source, float* taps, float* result) : IWindowOperation
    {
        private readonly float* _source = source;
        private readonly float* _taps = taps;
        private readonly float* _result = result;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public WindowState<TVector> Begin<TSimd, TVector>(int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => new() { Value = TSimd.Zero };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TSimd, TVector>(ref WindowState<TVector> state, nint source, int tap, int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector isChosen = TSimd.EqualTo(VectorLanes<TSimd, TVector>.Load(_taps + source, lanes), TSimd.Broadcast(tap));
            state.Value = TSimd.Add(state.Value, TSimd.And(isChosen, VectorLanes<TSimd, TVector>.Load(_source + source, lanes)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void End<TSimd, TVector>(in WindowState<TVector> state, nint result, int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorLanes<TSimd, TVector>.Store(_result + result, state.Value, lanes);
    }
}
