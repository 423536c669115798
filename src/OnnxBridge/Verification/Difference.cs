using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Verification;

/// <summary>How far two batches are apart.</summary>
/// <param name="Relative">The largest difference of two elements, relative to the largest expected value.</param>
/// <param name="Position">Where it is.</param>
internal readonly record struct Difference(double Relative, int Position)
{
    /// <summary>Compares two batches; infinities and NaN are equal to themselves and infinitely far from all else.</summary>
    public static Difference Between(Tensor expected, Tensor actual)
    {
        if (expected.Shape != actual.Shape)
        {
            return new Difference(double.PositiveInfinity, 0);
        }

        double largest = 0;
        foreach (var value in expected.Span)
        {
            largest = float.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;
        }

        var worst = new Difference(0, 0);
        for (var i = 0; i < expected.Count; i++)
        {
            if (expected.Span[i].Equals(actual.Span[i]))
            {
                continue;
            }

            var difference = Math.Abs((double)expected.Span[i] - actual.Span[i]);
            var relative = double.IsFinite(difference) ? difference / Math.Max(largest, float.Epsilon) : double.PositiveInfinity;
            worst = relative > worst.Relative ? new Difference(relative, i) : worst;
        }

        return worst;
    }
}
