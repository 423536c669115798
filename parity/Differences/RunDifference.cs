namespace Interop.Parity.Differences;

/// <summary>Two runs of the parity program compared: which outputs of the engine changed their bits, and which cases their status.</summary>
/// <param name="Cases">How many cases both have.</param>
/// <param name="OnlyFirst">The cases that only the first run has.</param>
/// <param name="OnlySecond">The cases that only the second run has.</param>
/// <param name="Changed">The cases with an output of other bits: the first such output, and how many.</param>
/// <param name="Statuses">The comparisons whose status changed.</param>
internal sealed record RunDifference(
    int Cases,
    IReadOnlyList<string> OnlyFirst,
    IReadOnlyList<string> OnlySecond,
    IReadOnlyList<RunDifference.ChangedCase> Changed,
    IReadOnlyList<RunDifference.ChangedStatus> Statuses)
{
    /// <summary>A case of which bits changed.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="FirstOutput">The first output whose bits differ.</param>
    /// <param name="Outputs">How many outputs differ.</param>
    /// <param name="Of">How many outputs both have.</param>
    internal sealed record ChangedCase(string Case, string FirstOutput, int Outputs, int Of);

    /// <summary>A comparison whose status changed.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="Reference">The reference.</param>
    /// <param name="First">The status in the first run.</param>
    /// <param name="Second">The status in the second run.</param>
    internal sealed record ChangedStatus(string Case, string Reference, string First, string Second);

    /// <summary>Whether the engine gave the same bits everywhere, and every status is the same.</summary>
    public bool Same => OnlyFirst.Count == 0 && OnlySecond.Count == 0 && Changed.Count == 0 && Statuses.Count == 0;

    /// <summary>Compares two runs.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    public static RunDifference Of(RunRecord first, RunRecord second)
    {
        var changed = new List<ChangedCase>();
        var statuses = new List<ChangedStatus>();
        string[] both = [.. first.Cases.Keys.Where(second.Cases.ContainsKey)];
        foreach (var name in both)
        {
            var (one, other) = (first.Cases[name], second.Cases[name]);
            string[] shared = [.. one.Outputs.Keys.Where(other.Outputs.ContainsKey)];
            string[] different = [.. shared.Where(output => one.Outputs[output] != other.Outputs[output])];
            if (different.Length > 0)
            {
                changed.Add(new ChangedCase(name, different[0], different.Length, shared.Length));
            }

            statuses.AddRange(one.Statuses.Keys.Where(other.Statuses.ContainsKey)
                .Where(reference => one.Statuses[reference] != other.Statuses[reference])
                .Select(reference => new ChangedStatus(name, reference, one.Statuses[reference], other.Statuses[reference])));
        }

        return new RunDifference(both.Length, [.. first.Cases.Keys.Except(both)], [.. second.Cases.Keys.Except(both)], changed, statuses);
    }
}
