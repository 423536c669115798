using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Cli.Reports;
using Interop.Cli.Training;
using Interop.Native.Files;
using Interop.Native.Losses;
using Interop.Native.Networks;

namespace Interop.Cli.Commands;

/// <summary><c>interop train</c>: trains a network on a table or on images.</summary>
internal sealed class TrainCommand : InteropCommand
{
    private readonly Argument<string?> _data = new("data")
    {
        Description = "A table (.csv, .tsv, also .gz), a folder of images with a folder for each class, a folder with MNIST's files, or an IDX file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on with the training in this folder from its last checkpoint; of other options only --epochs and --threads may be given.",
        HelpName = "folder",
    };

    private readonly DataOptions _dataOptions = new();
    private readonly NetworkOptions _networkOptions = new();
    private readonly FitOptions _fitOptions = new();

    /// <summary>Makes the command.</summary>
    public TrainCommand(CommandOutput output)
        : base("train", "Train a network on a table or on images.", output)
    {
        Arguments.Add(_data);
        _networkOptions.AddTo(this);
        _fitOptions.AddTo(this);
        Options.Add(_resume);
        _dataOptions.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop train samples/data/iris.csv", "a table; task, network and loss are found out and told"),
        new("interop train samples/data/digits.csv.gz --hidden 128,64 --dropout 0.3 --batch-norm --epochs 50 --seed 1", "a network of your own"),
        new("interop train photos/ --image-size 32x32 --conv 32,64 --augment flip,shift --epochs 10", "images, a folder for each class"),
        new("interop train mnist/ --epochs 20 --schedule cosine --warmup 2 --tensorboard logs", "MNIST's files, with a schedule and TensorBoard"),
        new("interop train --resume runs/iris", "go on after an interruption"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        using var interrupt = Interrupt.Listen(Output, "Stopping after this step, and saving");
        return result.GetValue(_resume) is { } folder ? Resume(folder, result, interrupt) : Begin(result, interrupt);
    }

    private int Begin(ParseResult result, Interrupt interrupt)
    {
        var path = result.GetValue(_data) ?? throw new CommandException(
            ExitCode.Usage, "There is nothing to train on.", "Name the data: interop train iris.csv; or a training to go on with: interop train --resume runs/iris.");
        var settings = Settings(result, path);
        _dataOptions.RequireFitting(result, path);
        _networkOptions.RequireFitting(result, path);
        var data = TrainingDataReader.Read(settings.Data, settings.ValidationShare, settings.ValidationPath, settings.Seed);

        // Before the folder: a mistake leaves nothing behind, and what --overwrite replaces as it is.
        var trainer = new Trainer(settings, data);
        var folder = RunFolder.Create(settings.Output, DataPath.NameOf(path), settings.Overwrite);
        var command = new RunCommand([.. result.Tokens.Select(token => token.Value).Where(token => token != "--json")], Environment.CurrentDirectory, RunData.BytesOf(path));
        command.Write(folder.Command);
        return Train(command, trainer, folder, interrupt, null);
    }

    private int Resume(string path, ParseResult result, Interrupt interrupt)
    {
        RequireResumable(result);
        var folder = new RunFolder(path);
        var command = RunCommand.Read(folder.Command);
        var first = Parse([.. command.Arguments.Skip(1)]);
        var settings = Settings(first, first.GetValue(_data) ?? "").RelativeTo(command.Folder);
        settings = settings with
        {
            Epochs = GivenOptions.Has(result, _fitOptions.Epochs) ? result.GetValue(_fitOptions.Epochs) : settings.Epochs,
            Threads = result.GetValue(_fitOptions.Threads) ?? settings.Threads,
        };
        if (!File.Exists(settings.Data.Path) && !Directory.Exists(settings.Data.Path))
        {
            throw new CommandException(
                ExitCode.BadInput, $"'{settings.Data.Path}', which the training began with, is missing.", "Bring it back, or begin a new training.");
        }

        if (RunData.BytesOf(settings.Data.Path) != command.DataBytes)
        {
            throw new CommandException(
                ExitCode.BadInput, $"'{settings.Data.Path}' has changed since the training began.", "Bring the old file back, or begin a new training.");
        }

        var data = TrainingDataReader.Read(settings.Data, settings.ValidationShare, settings.ValidationPath, settings.Seed);
        var trainer = new Trainer(settings, data);
        folder.DeleteLeftovers();
        return Train(command, trainer, folder, interrupt, Checkpoint(folder));
    }

    // All else was settled when the training began; to pass over what was asked for would train something else than what is expected.
    private void RequireResumable(ParseResult result)
    {
        Option[] taken = [_resume, _fitOptions.Epochs, _fitOptions.Threads];
        string[] others =
        [
            .. result.CommandResult.Children.OfType<OptionResult>()
                .Where(option => !option.Implicit && option.Option is not { Name: "--json" } && !taken.Contains(option.Option))
                .Select(option => option.Option.Name),
        ];
        if (result.GetValue(_data) is { } data)
        {
            others = [$"'{data}'", .. others];
        }

        if (others.Length > 0)
        {
            throw new CommandException(
                ExitCode.Usage,
                $"A training that is resumed keeps the data and options that it began with; only --epochs and --threads can be given, got {string.Join(", ", others)}.",
                "Leave that out, or begin a new training without --resume.");
        }
    }

    private TrainingCheckpoint? Checkpoint(RunFolder folder)
    {
        var checkpoint = TrainingCheckpoint.FindLatest(folder.Checkpoints, LabelError.Components);
        foreach (var problem in checkpoint?.Problems ?? [])
        {
            Output.Warning($"{problem} The checkpoint before it is used.");
        }

        Output.Line(checkpoint is null
            ? "There is no checkpoint yet, so the training begins anew."
            : $"Going on from {checkpoint.Path}: epoch {checkpoint.Epoch}, step {checkpoint.Step}.");
        return checkpoint;
    }

    private TrainSettings Settings(ParseResult result, string path) => _fitOptions.Read(result, _dataOptions.Read(result, path), _networkOptions.Read(result));

    private int Train(RunCommand command, Trainer trainer, RunFolder folder, Interrupt interrupt, TrainingCheckpoint? checkpoint)
    {
        Announce(trainer, folder);
        var guard = new FolderGuard(folder, command, Output);
        TrainOutcome outcome;
        try
        {
            outcome = trainer.Run(folder, guard, checkpoint, Output, interrupt);
        }
        catch (LossException error) when (error.IsNotANumber)
        {
            // Going on from the beginning would come to the same end; from a checkpoint, fewer epochs may do.
            folder.DiscardUnlessResumable();
            throw new CommandException(
                ExitCode.Diverged,
                $"The training broke down: {error.Message}",
                folder.HasTraining ? $"What was saved before is in '{folder.Path}'; begin anew with --overwrite and a lower --learning-rate, or with --clip-norm." : "Begin anew with a lower --learning-rate, or with --clip-norm.");
        }
        catch (Exception error) when (error is (IOException or InvalidDataException or UnauthorizedAccessException) && folder.HasCheckpoint)
        {
            var report = ErrorReport.Of(error);
            var goOn = $"Mend that and go on from the last checkpoint: interop train --resume {ShellWord.Of(folder.Path)}";
            throw new CommandException(report.ExitCode, report.Message, goOn);
        }

        guard.Check();
        Save(trainer, folder);
        if (trainer.Settings.HasReport)
        {
            TrainingReport.Write(folder.Report, command.Line, trainer.Settings, trainer.Data, outcome);
        }

        Conclude(trainer, outcome, folder);
        return outcome.ExitCode;
    }

    private static void Save(Trainer trainer, RunFolder folder)
    {
        try
        {
            ModelStore.Save(folder.Model, trainer.Network, trainer.Data.Description);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var report = ErrorReport.Of(error);
            var goOn = folder.HasCheckpoint
                ? $"The training is not lost: interop train --resume {ShellWord.Of(folder.Path)} then saves the model, from the last checkpoint."
                : "There is no checkpoint to save the model from: train anew then.";
            throw new CommandException(
                ExitCode.FileAccess, $"{report.Message} The training is done; only its model could not be saved.", $"{report.Hint ?? "Mend that."} {goOn}");
        }
    }

    private void Announce(Trainer trainer, RunFolder folder)
    {
        var (network, data) = (trainer.Network, trainer.Data);
        if (Output.IsJson)
        {
            Output.Json(json =>
            {
                json.WriteString("event", "begin");
                json.WriteString("folder", folder.Path);
                json.WriteNumber("samples", data.Train.Count);
                json.WriteNumber("validation_samples", data.Validation?.Count ?? 0);
                json.WriteString("task", data.Description.Task.ToString().ToLowerInvariant());
                json.WriteString("label", data.Description.LabelName);
                json.WriteTexts("classes", data.Description.ClassNames);
                json.WriteString("loss", network.Losses[0].GetType().Name);
                json.WriteString("optimizer", network.Optimizer!.GetType().Name);
                json.WriteNumber("parameters", network.ParameterCount);
                json.WriteNumber("skipped_rows", data.All.SkippedRows);
                json.WriteTexts("notes", trainer.Notes);
            });
            return;
        }

        foreach (var note in trainer.Notes)
        {
            Output.Line(note);
        }

        foreach (var hint in network.Hints)
        {
            Output.Warning(hint.ToString());
        }

        var count = network.ParameterCount.ToString("N0", CultureInfo.InvariantCulture);
        Output.Line($"{data.Train.Count} samples to train on, {data.Validation?.Count ?? 0} to validate with.");
        Output.Line(
            $"{(data.Description.Task == TaskKind.Regression ? "Regression" : $"Classification of {data.Description.ClassNames.Count} classes")} " +
            $"with {count} parameters, {network.Losses[0].GetType().Name}, {network.Optimizer!.GetType().Name}, seed {trainer.Settings.Seed}.");
        Output.Line();
    }

    private void Conclude(Trainer trainer, TrainOutcome outcome, RunFolder folder)
    {
        var settings = trainer.Settings;
        if (Output.IsJson)
        {
            Output.Json(json =>
            {
                json.WriteString("event", "end");
                json.WriteString("model", folder.Model);
                json.WriteString("report", settings.HasReport ? folder.Report : null);
                json.WriteNumber("epochs", outcome.Epochs.Count == 0 ? 0 : outcome.Epochs[^1].Epoch);
                json.WriteString("stop_reason", outcome.StopReason);
                json.WriteString("measured_on", outcome.MeasuredOn);
                JsonFigures.Write(json, "figures", outcome.Measured.Figures);
                json.WriteNumber("seconds", Math.Round(outcome.Elapsed.TotalSeconds, 3));
                json.WriteNumber("samples_per_second", Math.Round(outcome.Samples / Math.Max(1e-9, outcome.Elapsed.TotalSeconds), 1));
            });
            return;
        }

        Output.Line();
        if (outcome.StopReason is { } reason)
        {
            Output.Line($"Ended: {reason}");
        }

        if (outcome.WasInterrupted && settings.HasCheckpoints)
        {
            Output.Line($"Go on with: interop train --resume {ShellWord.Of(folder.Path)}");
        }

        Output.Line($"On the {outcome.MeasuredOn} data: {Figures.Text(outcome.Measured.Figures)}");
        if (outcome.Confusion is { } confusion)
        {
            ConfusionView.Show(Output, confusion, trainer.Data.Description.ClassNames);
        }

        Output.Line($"model:  {folder.Model}");
        if (settings.HasReport)
        {
            Output.Line($"report: {folder.Report}");
        }
    }
}
