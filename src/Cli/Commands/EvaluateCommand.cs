using System.CommandLine;
using System.Globalization;
using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Cli.Training;
using Interop.Native.Files;
using Interop.Native.Metrics;

namespace Interop.Cli.Commands;

/// <summary><c>interop evaluate</c>: how good a model is on data with labels.</summary>
internal sealed class EvaluateCommand : InteropCommand
{
    private readonly Argument<string> _model = ModelArguments.Model();
    private readonly Argument<string> _data = ModelArguments.Data();
    private readonly Option<string?> _labelFile = new("--labels") { Description = "The IDX file of labels that belongs to an IDX file of images.", HelpName = "file" };
    private readonly Option<bool> _train = new("--train") { Description = "Of MNIST's files, those for training instead of those for testing." };
    private readonly Option<bool> _skipBadRows = new DataOptions().SkipBadRows;
    private readonly Option<string?> _separator = new DataOptions().Separator;
    private readonly Option<int?> _threads = ModelArguments.Threads();

    /// <summary>Makes the command.</summary>
    public EvaluateCommand(CommandOutput output)
        : base("evaluate", "Measure a model on data with labels.", output)
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        foreach (var option in new Option[] { _labelFile, _train, _skipBadRows, _separator, _threads })
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop evaluate runs/iris/model.safetensors samples/data/iris.csv", "metrics and the confusion matrix"),
        new("interop evaluate iris.onnx samples/data/iris.csv --json", "an ONNX model in ONNX Runtime, for another program to read"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var model = RunnableModel.Load(result.GetRequiredValue(_model), result.GetValue(_threads));
        var description = model.RequireDescription();
        var path = result.GetRequiredValue(_data);
        var data = DataPath.KindOf(path) == DataKind.Table
            ? TableInput.Read(path, RequireTable(description, path), result.GetValue(_skipBadRows), DataOptions.ReadSeparator(result.GetValue(_separator)))
            : ImageSource.Open(path, result.GetValue(_labelFile), RequireImages(description, path), result.GetValue(_train));
        var measured = Measurement.Of(model.Predict, data.Samples, description);
        Tell(measured, data, description);
        return ExitCode.Success;
    }

    /// <summary>Throws unless a model takes the rows of a table.</summary>
    public static InputDescription RequireTable(InputDescription description, string path) => description.Table is not null
        ? description
        : throw new CommandException(
            ExitCode.BadInput,
            $"The model was trained on images of {description.Images!.Height}×{description.Images.Width}, and '{path}' is a table.",
            "Give it images: a folder, a file, or an IDX file.");

    /// <summary>Throws unless a model takes images.</summary>
    public static InputDescription RequireImages(InputDescription description, string path) => description.Images is not null
        ? description
        : throw new CommandException(
            ExitCode.BadInput,
            $"The model was trained on a table, and '{path}' {(Directory.Exists(path) ? "is a folder" : "holds images")}.",
            $"Give it a table with the columns {string.Join(", ", description.Table!.Columns.Take(10).Select(column => column.Name))}{(description.Table.Columns.Count > 10 ? ", …" : "")}.");

    private void Tell(Measurement measured, LoadedData data, InputDescription description)
    {
        if (Output.IsJson)
        {
            Output.Json(json =>
            {
                json.WriteNumber("samples", measured.Samples);
                json.WriteNumber("skipped_rows", data.SkippedRows);
                JsonFigures.Write(json, "figures", measured.Figures);
                if (measured.Confusion is { } table)
                {
                    json.WriteTexts("classes", description.ClassNames);
                    json.WriteStartArray("confusion");
                    for (var actual = 0; actual < table.Classes; actual++)
                    {
                        json.WriteStartArray();
                        for (var predicted = 0; predicted < table.Classes; predicted++)
                        {
                            json.WriteNumberValue(table[actual, predicted]);
                        }

                        json.WriteEndArray();
                    }

                    json.WriteEndArray();
                }
            });
            return;
        }

        foreach (var note in data.Notes)
        {
            Output.Line(note);
        }

        if (data.SkippedRows > 0)
        {
            Output.Line($"{data.SkippedRows} rows were left out, the first because of {data.SkippedBecause[0]}.");
        }

        Output.Line($"{measured.Samples} samples");
        foreach (var (name, value) in measured.Figures)
        {
            Output.Line($"{name,-12} {Figures.Text(value)}");
        }

        if (measured.Confusion is { } confusion)
        {
            Output.Line();
            ConfusionView.Show(Output, confusion, description.ClassNames);
            PerClass(confusion, description.ClassNames);
        }
    }

    private void PerClass(ConfusionTable table, IReadOnlyList<string> names)
    {
        var width = Math.Max(5, names.Max(name => name.Length));
        Output.Line($"{"class".PadRight(width)}  samples  precision  recall      F1");
        for (var index = 0; index < table.Classes; index++)
        {
            Output.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{names[index].PadRight(width)}  {table.Support(index),7:0}  {table.Precision(index),9:F4}  {table.Recall(index),6:F4}  {table.F1(index),6:F4}"));
        }
    }
}
