using System.CommandLine;
using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Cli.Prediction;

namespace Interop.Cli.Commands;

/// <summary><c>interop predict</c>: a model's answers for each row of a table, or each image, as CSV.</summary>
internal sealed class PredictCommand : InteropCommand
{
    private readonly Argument<string> _model = ModelArguments.Model();
    private readonly Argument<string> _data = new("data") { Description = "A table, an image, or a folder of images." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The CSV file to write. Default: the terminal or pipe.", HelpName = "file" };
    private readonly Option<bool> _withInputs = new("--with-inputs") { Description = "Repeat the table's columns before the answers." };
    private readonly Option<bool> _probabilities = new("--probabilities") { Description = "A column for each class, with how likely it is." };
    private readonly Option<int> _batchSize = new Option<int>("--batch-size", "-b") { Description = "How many rows run at a time.", DefaultValueFactory = _ => 256 }.AtLeast(1);
    private readonly Option<bool> _skipBadRows = ModelArguments.SkipBadRows();
    private readonly Option<string?> _separator = ModelArguments.Separator();
    private readonly Option<int?> _threads = ModelArguments.Threads();

    /// <summary>Makes the command.</summary>
    public PredictCommand(CommandOutput output)
        : base("predict", "Give a model's answers as CSV.", output)
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        foreach (var option in new Option[] { _output, _withInputs, _probabilities, _batchSize, _skipBadRows, _separator, _threads })
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop predict runs/iris/model.safetensors new.csv -o answers.csv", "a row of answers for each row, streamed: the table may be larger than memory"),
        new("interop predict runs/iris/model.safetensors new.csv --with-inputs --probabilities", "the table's columns, the answer, and how likely each class is"),
        new("interop predict runs/photos/model.safetensors unknown/", "every image below a folder"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var batchSize = result.GetValue(_batchSize);
        var path = result.GetRequiredValue(_data);
        if (result.GetValue(_output) is { } target)
        {
            TargetPath.Check(target, result.GetRequiredValue(_model), path);
        }

        var model = RunnableModel.Load(result.GetRequiredValue(_model), result.GetValue(_threads));
        var description = model.RequireDescription();
        GivenOptions.Refuse(result, description.Images is null ? [] : [_withInputs, _skipBadRows, _separator], "for tables, and the model takes images");
        GivenOptions.Refuse(result, description.Task == TaskKind.Classification ? [] : [_probabilities], "for classes, and the model predicts a number");
        using var interrupt = Interrupt.Listen(Output, "Stopping after this batch");
        var format = new AnswerFormat(description, result.GetValue(_probabilities));
        if (result.GetValue(_output) is not { } file)
        {
            return Predict(model, description, path, result, new AnswerWriter(Output.Writer, format, Output.IsJson), batchSize, interrupt)
                ? ExitCode.Success
                : throw Stopped("these are not all answers.");
        }

        // Written beside its place and then moved there: what was there before stays until the answers are complete.
        Native.Files.AtomicFile.Write(file, stream =>
        {
            using var writer = new StreamWriter(stream, bufferSize: 1 << 16, leaveOpen: true);
            if (!Predict(model, description, path, result, new AnswerWriter(writer, format, Output.IsJson), batchSize, interrupt))
            {
                throw Stopped($"'{file}' is not written; what was there before is as it was.");
            }
        });
        return ExitCode.Success;
    }

    private static CommandException Stopped(string what) => new(ExitCode.Interrupted, $"Stopped by Ctrl-C: {what}");

    // Whether it came to the end.
    private bool Predict(
        RunnableModel model, InputDescription description, string path, ParseResult result, AnswerWriter writer, int batchSize, Interrupt interrupt)
    {
        // '.dat' and '.bin' are also what tables are called.
        if (ModelPath.IsModel(path) && Path.GetExtension(path).ToLowerInvariant() is not (".dat" or ".bin"))
        {
            throw new CommandException(ExitCode.BadInput, $"'{path}' is a model, not data.", "The model comes first, then the data: interop predict model.safetensors new.csv.");
        }

        bool isWhole;
        if (description.Table is null)
        {
            if (DataPath.IsTable(path))
            {
                description.RequireTable(path);
            }

            isWhole = ImagePrediction.Run(model, description.Images!, path, writer, batchSize, interrupt);
        }
        else
        {
            if (DataPath.IsImages(path))
            {
                description.RequireImages(path);
            }

            isWhole = TablePrediction.Run(
                model,
                new TableRequest(
                    path,
                    description.Table,
                    result.GetValue(_withInputs),
                    result.GetValue(_skipBadRows),
                    DataOptions.ReadSeparator(result.GetValue(_separator)),
                    batchSize),
                writer,
                Output,
                interrupt);
        }

        writer.Flush();
        return isWhole;
    }
}
