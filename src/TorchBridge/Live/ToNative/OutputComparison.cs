using Interop.Native.Tensors;

namespace Interop.TorchBridge.Live.ToNative;

/// <summary>How far two outputs are apart.</summary>
/// <param name="Difference">The largest difference.</param>
/// <param name="Largest">The largest value.</param>
internal sealed record OutputComparison(double Difference, double Largest)
{
    /// <summary>Compares two outputs.</summary>
    public static OutputComparison Of(Tensor expected, Tensor actual)
    {
        double largest = 0;
        double difference = expected.Shape == actual.Shape ? 0 : double.PositiveInfinity;
        for (var i = 0; i < expected.Count && difference < double.PositiveInfinity; i++)
        {
            var here = Math.Abs((double)expected.Span[i] - actual.Span[i]);
            largest = Math.Max(largest, Math.Abs(expected.Span[i]));

            // A NaN on one side counts as a difference, on both as none.
            difference = float.IsNaN(expected.Span[i]) && float.IsNaN(actual.Span[i]) ? difference
                : double.IsNaN(here) && !expected.Span[i].Equals(actual.Span[i]) ? double.PositiveInfinity
                : double.IsNaN(here) ? difference
                : Math.Max(difference, here);
        }

        return new OutputComparison(difference, largest);
    }

    /// <summary>Whether the difference is at most a share of the largest value.</summary>
    public bool IsWithin(double tolerance) => Difference <= tolerance * Largest;

    /// <summary>The comparison in words.</summary>
    public override string ToString() => $"differs from the module's by {Difference:G3} where the largest value is {Largest:G3}";
}
