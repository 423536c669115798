namespace Interop.Native.Kernels;

/// <summary>What happens to the finished elements of a product before they are stored: activation(C + bias).</summary>
/// <param name="bias">Added to every row, one element per column; empty for none.</param>
/// <param name="activation">Applied last.</param>
internal readonly ref struct GemmEpilogue(ReadOnlySpan<float> bias, GemmActivation activation)
{
    /// <summary>Added to every row, one element per column; empty for none.</summary>
    public ReadOnlySpan<float> Bias { get; } = bias;

    /// <summary>Applied last.</summary>
    public GemmActivation Activation { get; } = activation;
}
