using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>What is made of the elements under a window, for as many neighbouring channels as a vector holds. Operands are its fields.</summary>
internal interface IWindowOperation
{
    /// <summary>The state before the first element.</summary>
    /// <param name="channel">The first of the channels.</param>
    /// <param name="lanes">How many channels there are, at most a vector's.</param>
    WindowState<TVector> Begin<TSimd, TVector>(int channel, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>Takes in one element.</summary>
    /// <param name="state">What was made of the elements before.</param>
    /// <param name="source">Where the element's first channel lies in the source, in floats.</param>
    /// <param name="tap">The tap of the window, counted as in the weights.</param>
    /// <param name="channel">The first of the channels.</param>
    /// <param name="lanes">How many channels there are.</param>
    void Add<TSimd, TVector>(ref WindowState<TVector> state, nint source, int tap, int channel, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>Stores what was made of all.</summary>
    /// <param name="state">What was made.</param>
    /// <param name="result">Where the first channel of the result lies, in floats.</param>
    /// <param name="channel">The first of the channels.</param>
    /// <param name="lanes">How many channels there are.</param>
    void End<TSimd, TVector>(in WindowState<TVector> state, nint result, int channel, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
