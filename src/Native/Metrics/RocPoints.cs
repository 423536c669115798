namespace Interop.Native.Metrics;

/// <summary>Outputs for positives and negatives, and the area under the curve they make.</summary>
internal sealed class RocPoints
{
    private readonly List<Point> _points = [];

    public double PositiveWeight { get; private set; }

    public void Add(double output, bool isPositive, double weight)
    {
        _points.Add(new Point(output, isPositive, weight));
        PositiveWeight += isPositive ? weight : 0;
    }

    /// <summary>All points: output, 1 for a positive one, and weight of each.</summary>
    public IEnumerable<double> Save() => _points.SelectMany(point => new[] { point.Output, point.IsPositive ? 1 : 0, point.Weight });

    public double Area() => Area([this]);

    /// <summary>The area under the curve of the points of all of them together; NaN without positives or negatives, or with an output of NaN.</summary>
    public static double Area(IEnumerable<RocPoints> all)
    {
        Point[] sorted = [.. all.SelectMany(points => points._points)];
        Array.Sort(sorted, (left, right) => right.Output.CompareTo(left.Output));
        double positives = 0;
        double negatives = 0;
        double area = 0;
        for (var start = 0; start < sorted.Length;)
        {
            // Points of equal output are one step of the curve: a trapezoid.
            double more = 0;
            double width = 0;
            var end = start;
            for (; end < sorted.Length && sorted[end].Output == sorted[start].Output; end++)
            {
                more += sorted[end].IsPositive ? sorted[end].Weight : 0;
                width += sorted[end].IsPositive ? 0 : sorted[end].Weight;
            }

            if (end == start)
            {
                // Only a NaN differs from itself.
                return double.NaN;
            }

            area += width * (positives + (more / 2));
            positives += more;
            negatives += width;
            start = end;
        }

        return positives == 0 || negatives == 0 ? double.NaN : area / (positives * negatives);
    }

    private readonly record struct Point(double Output, bool IsPositive, double Weight);
}
