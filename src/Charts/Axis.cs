using System.Globalization;

namespace Interop.Charts;

/// <summary>Numbers along an edge of a chart: where each lies, and which of them are written.</summary>
internal sealed class Axis
{
    private readonly double _start;
    private readonly double _end;
    private readonly bool _logarithmic;

    /// <summary>Makes an axis that holds all given numbers.</summary>
    /// <param name="values">The numbers; those that are not finite, or not positive on a logarithmic axis, do not count.</param>
    /// <param name="start">The pixel of the least number.</param>
    /// <param name="end">The pixel of the largest.</param>
    /// <param name="logarithmic">Whether equal distances are equal ratios.</param>
    public Axis(IEnumerable<double> values, double start, double end, bool logarithmic = false)
    {
        (_start, _end, _logarithmic) = (start, end, logarithmic);
        double[] known = [.. values.Where(Shows).Select(Scaled).DefaultIfEmpty(0)];
        (Low, High) = (known.Min(), known.Max());
        if (Low == High)
        {
            (Low, High) = logarithmic ? (Low - 1, High + 1) : (Low - Math.Max(1e-3, Math.Abs(Low) * 0.05), High + Math.Max(1e-3, Math.Abs(High) * 0.05));
        }
    }

    // Of a logarithmic axis, the powers of ten.
    private double Low { get; }

    private double High { get; }

    /// <summary>Whether a number has a place on the axis.</summary>
    public bool Shows(double value) => double.IsFinite(value) && (!_logarithmic || value > 0);

    /// <summary>The pixel of a number.</summary>
    public double At(double value) => _start + ((_end - _start) * (Scaled(value) - Low) / (High - Low));

    /// <summary>Round numbers along the axis, about as many as asked for, with what is written beside each.</summary>
    public IEnumerable<(double Value, string Words)> Ticks(int about)
    {
        if (_logarithmic)
        {
            var stride = Math.Max(1, (int)Math.Ceiling((High - Low) / about));
            for (var power = (int)Math.Ceiling(Low - 1e-9); power <= High + 1e-9; power += stride)
            {
                yield return (Math.Pow(10, power), power is >= -3 and <= 4 ? Math.Pow(10, power).ToString("0.####", CultureInfo.InvariantCulture) : $"1E{power}");
            }

            yield break;
        }

        var step = RoundStep((High - Low) / about);
        for (var i = (long)Math.Ceiling((Low / step) - 1e-9); i * step <= High + (1e-9 * step); i++)
        {
            yield return (i * step, (i * step).ToString(step is < 1e-4 or >= 1e6 ? "0.##E0" : "0.#####", CultureInfo.InvariantCulture));
        }
    }

    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * ((step / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }

    private double Scaled(double value) => _logarithmic ? Math.Log10(value) : value;
}
