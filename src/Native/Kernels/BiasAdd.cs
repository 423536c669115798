namespace Interop.Native.Kernels;

/// <summary>Adds a bias to every row of a matrix, and sums rows for its gradient.</summary>
internal static class BiasAdd
{
    /// <summary>values[r, c] += bias[c].</summary>
    /// <param name="values">Rows of as many values as the bias has.</param>
    /// <param name="bias">One value for each column.</param>
    public static void Run(Span<float> values, ReadOnlySpan<float> bias)
    {
        for (var row = 0; row < values.Length; row += bias.Length)
        {
            Accumulate.Add(bias, values.Slice(row, bias.Length));
        }
    }

    /// <summary>biasGradient[c] = Σ_r gradient[r, c], rows added in order.</summary>
    /// <param name="gradient">Rows of as many values as the bias has.</param>
    /// <param name="biasGradient">One value for each column.</param>
    public static void Gradient(ReadOnlySpan<float> gradient, Span<float> biasGradient)
    {
        biasGradient.Clear();
        for (var row = 0; row < gradient.Length; row += biasGradient.Length)
        {
            Accumulate.Add(gradient.Slice(row, biasGradient.Length), biasGradient);
        }
    }
}
