using Interop.Cli.Output;
using Interop.Native.Files;

namespace Interop.Cli.Training;

/// <summary>The folder of a training: its model, its history, its report, its checkpoints.</summary>
/// <param name="path">The folder.</param>
internal sealed class RunFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The trained model.</summary>
    public string Model => System.IO.Path.Combine(Path, "model.safetensors");

    /// <summary>The figures of each epoch.</summary>
    public string History => System.IO.Path.Combine(Path, "history.csv");

    /// <summary>The training report.</summary>
    public string Report => System.IO.Path.Combine(Path, "report.html");

    /// <summary>The command line that the training was begun with.</summary>
    public string Command => System.IO.Path.Combine(Path, "run.json");

    /// <summary>The checkpoints.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>Whether there is a training in the folder.</summary>
    public bool HasTraining => File.Exists(Model) || File.Exists(Command) || Directory.Exists(Checkpoints);

    /// <summary>
    /// Makes the folder for a new training: the one that was asked for, or one named after the data, with a number where it is taken and not to be
    /// written over.
    /// </summary>
    /// <param name="asked">The folder that was asked for; null for none.</param>
    /// <param name="name">The data's name.</param>
    /// <param name="overwrite">Whether a training that is there is replaced.</param>
    /// <exception cref="CommandException">There is a training in the folder that was asked for.</exception>
    public static RunFolder Create(string? asked, string name, bool overwrite)
    {
        var chosen = new RunFolder(asked ?? System.IO.Path.Combine("runs", name));
        if (chosen.HasTraining && !overwrite)
        {
            chosen = asked is null ? NextTo(chosen) : throw new CommandException(
                ExitCode.BadInput,
                $"There is a training in '{asked}' already.",
                $"Go on with it: interop train --resume {ShellWord.Of(asked)}; replace it with --overwrite; or name another folder.");
        }

        chosen.Make();
        chosen.Clear();
        return chosen;
    }

    /// <summary>Whether there is something that a training can go on from.</summary>
    public bool HasCheckpoint => File.Exists(Command) && Directory.Exists(Checkpoints) && Directory.EnumerateFiles(Checkpoints, "checkpoint-*.safetensors").Any();

    /// <summary>Makes the folder anew where it has vanished, or lost its command, while the training ran.</summary>
    /// <param name="command">What <c>--resume</c> needs to be there.</param>
    /// <returns>Whether it had.</returns>
    /// <exception cref="CommandException">It cannot be made.</exception>
    public bool Restore(RunCommand command)
    {
        // A checkpoint makes the folder anew as well, so that the folder alone does not show that nothing has vanished.
        if (File.Exists(Command))
        {
            return false;
        }

        Make();
        command.Write(Command);
        return true;
    }

    /// <summary>Forgets a training that left neither a model nor a checkpoint, so that nothing is there to be resumed; its history stays.</summary>
    public void DiscardUnlessResumable()
    {
        if (File.Exists(Model) || (Directory.Exists(Checkpoints) && Directory.EnumerateFiles(Checkpoints, "*.safetensors").Any()))
        {
            return;
        }

        File.Delete(Command);
        if (Directory.Exists(Checkpoints))
        {
            Directory.Delete(Checkpoints, recursive: true);
        }
    }

    /// <summary>Removes what a killed training left half written of the run's files; checkpoints see to their own.</summary>
    public void DeleteLeftovers()
    {
        foreach (var file in Directory.Exists(Path) ? Files : [])
        {
            AtomicFile.DeleteLeftovers(Path, System.IO.Path.GetFileName(file));
        }
    }

    private static RunFolder NextTo(RunFolder taken)
    {
        var folder = taken;
        for (var number = 2; folder.HasTraining; number++)
        {
            folder = new RunFolder($"{taken.Path}-{number}");
        }

        return folder;
    }

    private string[] Files => [Model, History, Report, Command];

    private void Make()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.FileAccess, $"The folder '{Path}' cannot be made: {error.Message}", "Choose another with --output.");
        }
    }

    private void Clear()
    {
        DeleteLeftovers();
        foreach (var file in Files)
        {
            File.Delete(file);
        }

        if (Directory.Exists(Checkpoints))
        {
            Directory.Delete(Checkpoints, recursive: true);
        }
    }
}
