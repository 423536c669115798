namespace Interop.Parity.Comparison;

/// <summary>How far one side's output lies from the float64 truth.</summary>
/// <param name="MaximumAbsolute">The largest |value − truth|.</param>
/// <param name="MeanAbsolute">The mean of |value − truth|.</param>
/// <param name="Relative">‖value − truth‖₂ / ‖truth‖₂; ‖value − truth‖₂ where the truth is zero.</param>
internal readonly record struct SideError(double MaximumAbsolute, double MeanAbsolute, double Relative)
{
    /// <summary>Measures a side. Elements whose truth is not finite have no distance and do not count.</summary>
    /// <param name="values">The side's values.</param>
    /// <param name="truth">The truth.</param>
    public static SideError Of(ReadOnlySpan<double> values, ReadOnlySpan<double> truth)
    {
        double maximum = 0, sum = 0, squares = 0, truthSquares = 0;
        var count = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            if (!double.IsFinite(truth[i]))
            {
                continue;
            }

            var distance = Math.Abs(values[i] - truth[i]);
            distance = double.IsNaN(distance) ? double.PositiveInfinity : distance;
            maximum = Math.Max(maximum, distance);
            sum += distance;
            squares += distance * distance;
            truthSquares += truth[i] * truth[i];
            count++;
        }

        var norm = Math.Sqrt(truthSquares);
        return new SideError(maximum, count == 0 ? 0 : sum / count, Math.Sqrt(squares) / (norm == 0 ? 1 : norm));
    }
}
