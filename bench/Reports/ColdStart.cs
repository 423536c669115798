namespace Interop.Bench.Reports;

/// <summary>How long a command takes in a fresh process, from its start to its end.</summary>
/// <param name="Command">The command.</param>
/// <param name="Milliseconds">The times of all starts.</param>
/// <param name="Goal">The most milliseconds that the median may take.</param>
internal sealed record ColdStart(string Command, IReadOnlyList<double> Milliseconds, double Goal)
{
    /// <summary>The median.</summary>
    public double Median => Milliseconds.Order().ElementAt(Milliseconds.Count / 2);

    /// <summary>Whether the goal is met.</summary>
    public bool IsMet => Median <= Goal;
}
