using System.Globalization;
using Interop.Parity.Reports;

namespace Interop.Parity.Differences;

/// <summary>Shows what differs between two files or two runs.</summary>
internal static class DifferenceTables
{
    private const int MostNames = 5;

    /// <summary>Shows two state files.</summary>
    /// <param name="display">Where.</param>
    /// <param name="difference">What differs.</param>
    /// <param name="all">Whether tensors that do not differ are shown too.</param>
    public static void Show(Display display, StateDifference difference, bool all)
    {
        TensorDifference[] shown = [.. difference.Tensors.Where(tensor => all || tensor.Differs || tensor.Remark is not null)];
        if (shown.Length > 0)
        {
            var table = new ScreenTable(display, "tensor", "shape", "", "same bits~", "max abs", "max rel~", "max ulp~", "cosine~", "what");
            foreach (var tensor in shown)
            {
                table.Add(Cells(tensor));
            }

            table.Show();
        }

        var layers = difference.Layers.ToList();
        var bits = difference.Tensors.Count(tensor => tensor.Comparison is { Values: var values } && values.SameBits == values.Count);
        display.Line(difference.FirstLayer is { } first
            ? $"first layer {(difference.AreOutputs ? "whose output" : "that")} differs: '{first}'; {layers.Count(layer => layer.Any(tensor => tensor.Differs))} of {layers.Count} layers differ{(difference.AreOutputs ? ", in the order in which they are computed" : "")}"
            : $"nothing differs: {difference.Tensors.Count} tensors of {layers.Count} layers, {bits} of them the same bits");
    }

    /// <summary>Shows two runs.</summary>
    /// <param name="display">Where.</param>
    /// <param name="difference">What differs.</param>
    public static void Show(Display display, RunDifference difference)
    {
        if (difference.Changed.Count > 0)
        {
            var table = new ScreenTable(display, "case", "first output of other bits", "outputs");
            foreach (var changed in difference.Changed)
            {
                table.Add(changed.Case, changed.FirstOutput, $"{changed.Outputs} of {changed.Of}");
            }

            table.Show();
        }

        foreach (var status in difference.Statuses)
        {
            display.Line($"{status.Case} against {status.Reference}: {status.First} in the first run, {status.Second} in the second");
        }

        foreach (var (which, names) in new[] { ("first", difference.OnlyFirst), ("second", difference.OnlySecond) })
        {
            if (names.Count > 0)
            {
                display.Line($"only the {which} run has {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}");
            }
        }

        display.Line(difference.Same
            ? $"nothing differs: {difference.Cases} cases gave the same bits"
            : $"{difference.Changed.Count} of {difference.Cases} cases gave other bits, {difference.Statuses.Count} comparisons have another status");
    }

    private static string[] Cells(TensorDifference tensor)
    {
        var words = string.Join("; ", new[] { tensor.Problem, tensor.Remark }.OfType<string>());
        var mark = tensor.Differs ? "DIFFERS" : "same";
        return tensor.Comparison is { Values: var values } comparison
            ?
            [
                tensor.Name,
                comparison.Shape,
                mark,
                $"{values.SameBits}/{values.Count}",
                Display.Number(values.MaximumAbsolute),
                Display.Number(values.MaximumRelative),
                values.MaximumUlps.ToString("N0", CultureInfo.InvariantCulture),
                values.Cosine.ToString("0.#########", CultureInfo.InvariantCulture),
                words,
            ]
            : [tensor.Name, "", mark, "", "", "", "", "", words];
    }
}
