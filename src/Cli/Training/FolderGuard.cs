using Interop.Cli.Output;
using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>Sees to it that a training's folder is there when something is to be written into it: hours of work are not lost with a folder that somebody removes.</summary>
/// <param name="folder">The folder.</param>
/// <param name="command">The command line that the training was begun with.</param>
/// <param name="output">Where it is told.</param>
internal sealed class FolderGuard(RunFolder folder, RunCommand command, CommandOutput output) : Callback
{
    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        try
        {
            Check();
        }
        catch (Exception error) when (error is CommandException or IOException or UnauthorizedAccessException)
        {
            // What is to be written there tells that it cannot be; the next epoch tries again.
        }
    }

    /// <summary>Makes the folder anew where it has vanished, and says so.</summary>
    /// <exception cref="CommandException">It cannot be made.</exception>
    public void Check()
    {
        if (folder.Restore(command))
        {
            output.Warning($"The folder '{folder.Path}' has vanished while the training ran, or what was in it; it was made anew, and the training goes on.");
        }
    }
}
