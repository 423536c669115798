namespace Interop.Native.Kernels;

/// <summary>The activations that a product applies while its result is still in registers.</summary>
internal enum GemmActivation
{
    /// <summary>The element as it is.</summary>
    None,

    /// <summary>max(0, element); NaN stays.</summary>
    ReLU,
}
