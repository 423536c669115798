using System.Globalization;
using Interop.Native.Metrics;
using Spectre.Console;

namespace Interop.Cli.Output;

/// <summary>Shows a confusion matrix: coloured by share on a terminal, plain elsewhere.</summary>
internal static class ConfusionView
{
    private const int MostClasses = 30;

    /// <summary>Shows it.</summary>
    /// <param name="output">Where.</param>
    /// <param name="table">The counts.</param>
    /// <param name="names">The classes.</param>
    public static void Show(CommandOutput output, ConfusionTable table, IReadOnlyList<string> names)
    {
        if (table.Classes > MostClasses)
        {
            output.Line($"The confusion matrix of {table.Classes} classes is in the report.");
            return;
        }

        if (!output.IsTerminal)
        {
            output.Line(table.ToString(names));
            return;
        }

        var view = new Table().Border(TableBorder.Rounded).AddColumn("[grey]actual \\ predicted[/]");
        foreach (var name in names)
        {
            view.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
        }

        view.AddColumn(new TableColumn("[grey]recall[/]").RightAligned());
        for (var actual = 0; actual < table.Classes; actual++)
        {
            var row = actual;
            view.AddRow(
            [
                Markup.Escape(names[actual]),
                .. Enumerable.Range(0, table.Classes).Select(predicted => Cell(table, row, predicted)),
                $"[grey]{Percent(table.Recall(actual))}[/]",
            ]);
        }

        view.AddRow(["[grey]precision[/]", .. Enumerable.Range(0, table.Classes).Select(c => $"[grey]{Percent(table.Precision(c))}[/]"), $"[bold]{Percent(table.Accuracy)}[/]"]);
        output.Console.Write(view);
    }

    // Right answers green, wrong ones red, the stronger the larger their share of the row.
    private static string Cell(ConfusionTable table, int actual, int predicted)
    {
        var count = table[actual, predicted];
        var text = count.ToString("0.###", CultureInfo.InvariantCulture);
        if (count == 0)
        {
            return "[grey]·[/]";
        }

        var share = count / table.Support(actual);
        var (colour, ink) = (actual == predicted, share) switch
        {
            (true, >= 0.9) => ("green4", "white"),
            (true, >= 0.5) => ("darkgreen", "white"),
            (true, _) => ("grey23", "white"),
            (false, >= 0.2) => ("red3", "white"),
            (false, >= 0.05) => ("darkred", "white"),
            _ => ("grey23", "lightsalmon1"),
        };
        return $"[{ink} on {colour}] {text} [/]";
    }

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);
}
