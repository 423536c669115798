using System.Globalization;
using Interop.Charts;
using Interop.Cli.Inputs;
using Interop.Cli.Training;
using Interop.Data.Tables;
using Interop.Native.Files;
using Interop.Native.Metrics;
using Interop.Native.Networks;

namespace Interop.Cli.Reports;

/// <summary>
/// <c>report.html</c>: what a training did, in one self-contained page: curves, confusion matrix, weights before and after, the model, the data
/// and the command that gives the same model again.
/// </summary>
internal static class TrainingReport
{
    private const int MostHistograms = 12;
    private const int MostColumns = 30;

    /// <summary>Writes the report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="commandLine">The command that began the training.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">Its data.</param>
    /// <param name="outcome">What came of it.</param>
    public static void Write(string path, string commandLine, TrainSettings settings, TrainingData data, TrainOutcome outcome)
    {
        var page = new HtmlPage();
        AddFigures(page, outcome);
        AddCurves(page, outcome);
        AddConfusion(page, outcome, data.Description.ClassNames);
        AddWeights(page, outcome);
        AddModel(page, outcome.Network);
        AddData(page, data);
        page.Heading("The same again");
        page.Paragraph("The same command on the same data gives the same model to the last bit, whatever the number of threads.");
        page.Code(commandLine);
        var name = DataPath.NameOf(settings.Data.Path);
        var html = page.ToHtml(
            $"Training on {name}",
            $"{(data.Description.Task == TaskKind.Regression ? "Regression" : "Classification")} of '{data.Description.LabelName}', {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC",
            $"interop {typeof(TrainingReport).Assembly.GetName().Version?.ToString(3)}");
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(html);
        });
    }

    private static void AddFigures(HtmlPage page, TrainOutcome outcome)
    {
        page.KeyFigures(
        [
            .. outcome.Measured.Figures.Select(figure => ($"{figure.Key}, {outcome.MeasuredOn}", Figures.Text(figure.Value))),
            ("epochs", outcome.Epochs.Count == 0 ? "0" : outcome.Epochs[^1].Epoch.ToString(CultureInfo.InvariantCulture)),
            ("time", Throughput.Text(outcome.Elapsed)),
            ("samples a second", Throughput.Rate(outcome.Samples / Math.Max(1e-9, outcome.Elapsed.TotalSeconds))),
        ]);
        if (outcome.StopReason is { } reason)
        {
            page.Paragraph($"Ended early: {reason}");
        }
    }

    private static void AddCurves(HtmlPage page, TrainOutcome outcome)
    {
        if (outcome.Epochs.Count == 0)
        {
            return;
        }

        page.Heading("Curves");
        var charts = new List<SvgDrawing>();
        foreach (var name in outcome.Epochs[0].Values.Keys.Where(name => !name.StartsWith("val_", StringComparison.Ordinal)))
        {
            var series = new List<ChartSeries> { Curve("training", name) };
            if (outcome.Epochs[0].Values.ContainsKey($"val_{name}"))
            {
                series.Add(Curve("validation", $"val_{name}"));
            }

            charts.Add(new LineChart(name, "epoch", name == "loss" ? outcome.Network.Losses[0].GetType().Name : "") { Series = series, Marks = name == "loss" ? BestEpoch(outcome) : [] }.Draw());
        }

        charts.Add(new LineChart("learning rate", "epoch", outcome.Network.Optimizer!.GetType().Name)
        {
            Series = [new ChartSeries("learning rate", [.. outcome.Rates.Select(rate => ((double)rate.Epoch, rate.Rate))])],
        }.Draw());
        page.Charts(charts);

        ChartSeries Curve(string title, string name) =>
            new(title, [.. outcome.Epochs.Select(epoch => ((double)epoch.Epoch, epoch.Values.GetValueOrDefault(name, double.NaN)))]);
    }

    private static (double, string)[] BestEpoch(TrainOutcome outcome)
    {
        var best = outcome.Epochs.Where(epoch => epoch.Values.ContainsKey("val_loss")).MinBy(epoch => epoch.Values["val_loss"]);
        return best is null ? [] : [(best.Epoch, "best")];
    }

    private static void AddConfusion(HtmlPage page, TrainOutcome outcome, IReadOnlyList<string> names)
    {
        if (outcome.Confusion is not { } table)
        {
            return;
        }

        page.Heading($"Confusion matrix, {outcome.MeasuredOn}");
        page.Charts([new HeatMap("how often each class was answered with each", "actual", "predicted") { Names = names }.Draw(table.ToArray())]);
        page.Table(
            ["class", "#samples", "#precision", "#recall", "#F1"],
            Enumerable.Range(0, table.Classes).Select(index => (IReadOnlyList<string>)
            [
                names[index], table.Support(index).ToString("0.###", CultureInfo.InvariantCulture), Percent(table.Precision(index)), Percent(table.Recall(index)), Percent(table.F1(index)),
            ]));
    }

    private static void AddWeights(HtmlPage page, TrainOutcome outcome)
    {
        page.Heading("Weights");
        page.Charts(outcome.Network.NamedParameters
            .Where(named => named.Parameter.IsTrainable && named.Parameter.Shape.Rank > 1)
            .Take(MostHistograms)
            .Select(named =>
            {
                var histogram = new Histogram($"{named.Name} {named.Parameter.Shape}", "weight");
                if (outcome.InitialWeights?.GetValueOrDefault(named.Name) is { } initial)
                {
                    histogram.Add("before", initial.Span);
                }

                return histogram.Add("after", named.Parameter.Read().Span).Draw();
            }));
    }

    private static void AddModel(HtmlPage page, Network network)
    {
        page.Heading("Model");
        var summary = network.Summary();
        page.Table(
            ["layer", "kind", "output", "#trainable"],
            summary.Layers.Select(layer => (IReadOnlyList<string>)
            [
                layer.Name, layer.Kind, layer.OutputShape.ToString(), layer.TrainableParameters.ToString("N0", CultureInfo.InvariantCulture),
            ]));
        page.Paragraph(
            $"{summary.TrainableParameters.ToString("N0", CultureInfo.InvariantCulture)} trainable parameters, {network.Losses[0].GetType().Name}, {network.Optimizer!.GetType().Name}.", "soft");
        page.List(summary.Hints.Select(hint => hint.ToString()));
    }

    private static void AddData(HtmlPage page, TrainingData data)
    {
        page.Heading("Data");
        page.Paragraph($"{data.Train.Count} samples to train on, {data.Validation?.Count ?? 0} to validate with, {data.All.SkippedRows} rows left out.");
        page.List(data.All.Notes);
        if (data.All.Classes.Count > 0)
        {
            page.Table(["class", "#samples"], data.Description.ClassNames.Zip(
                data.All.ClassCounts, (name, count) => (IReadOnlyList<string>)[name, count.ToString("N0", CultureInfo.InvariantCulture)]));
        }

        if (data.Description.Table is { } table)
        {
            var hasCategories = table.Columns.Any(column => column.Kind == TableColumnKind.Category);
            page.Table(
                hasCategories ? ["column", "#mean", "#deviation", "categories"] : ["column", "#mean", "#deviation"],
                table.Columns.Take(MostColumns).Select(column => (IReadOnlyList<string>)
                [
                    column.Name,
                    column.Kind == TableColumnKind.Number ? Figures.Text(column.Mean) : "",
                    column.Kind == TableColumnKind.Number ? Figures.Text(column.Deviation) : "",
                    .. hasCategories ? [string.Join(", ", column.Categories)] : Array.Empty<string>(),
                ]));
            if (table.Columns.Count > MostColumns)
            {
                page.Paragraph($"and {table.Columns.Count - MostColumns} more columns", "soft");
            }
        }
    }

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);
}
