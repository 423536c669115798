namespace Interop.Native.Kernels;

/// <summary>Checks the operands of the window kernels.</summary>
internal static class WindowCheck
{
    /// <summary>Fails where a batch has other lengths than the geometry says.</summary>
    /// <exception cref="ArgumentException">It has.</exception>
    public static void Lengths(in WindowGeometry geometry, int samples, int input, int output)
    {
        long expectedInput = (long)samples * geometry.InputSize;
        long expectedOutput = (long)samples * geometry.OutputSize;
        if (input != expectedInput || output != expectedOutput)
        {
            throw new ArgumentException(
                $"Windows over {samples} samples need {expectedInput} inputs and {expectedOutput} outputs, got {input} and {output}.");
        }
    }
}
