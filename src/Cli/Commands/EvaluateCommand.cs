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
    private readonly Option<string?> _labelFile = ModelArguments.Labels();
    private readonly Option<bool> _train = new("--train") { Description = "Of MNIST's files, those for training instead of those for testing." };
    private readonly Option<bool> _skipBadRows = ModelArguments.SkipBadRows();
    private readonly Option<string?> _separator = ModelArguments.Separator();
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
        var data = Read(result, description, path);
        var measured = Measurement.Of(model.Predict, data.Samples, description);
        Tell(measured, data, description);
        return ExitCode.Success;
    }

    private LoadedData Read(ParseResult result, InputDescription description, string path)
    {
        var kind = DataPath.KindOf(path);
        GivenOptions.Refuse(result, kind == DataKind.IdxFile ? [] : [_labelFile], $"for an IDX file, and '{path}' is none");
        GivenOptions.Refuse(result, kind == DataKind.MnistFolder ? [] : [_train], $"for a folder with MNIST's files, and '{path}' is none");
        if (kind == DataKind.Table)
        {
            description.RequireTable(path);
            return TableInput.Read(path, description, result.GetValue(_skipBadRows), DataOptions.ReadSeparator(result.GetValue(_separator)));
        }

        description.RequireImages(path);
        GivenOptions.Refuse(result, [_skipBadRows, _separator], $"for tables, and '{path}' holds images");
        return ImageSource.Open(path, result.GetValue(_labelFile), description, result.GetValue(_train));
    }

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
