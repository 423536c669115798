using Interop.Cli.Output;
using Interop.Native.Losses;
using Interop.Native.Optimizers;

namespace Interop.Cli.Training;

/// <summary>Makes the optimizer and the loss that settings name.</summary>
internal static class OptimizerChoice
{
    /// <summary>The optimizer.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="CommandException">There is none of the name, or it has no momentum.</exception>
    public static Optimizer Create(TrainSettings settings)
    {
        var clipping = settings.ClipNorm is { } norm ? new ClipByGlobalNorm(norm) : null;
        var decay = settings.WeightDecay ?? 0;
        var rate = settings.LearningRate;
        var name = settings.Optimizer.ToLowerInvariant();
        if (settings.Momentum is not null && name is not ("sgd" or "rmsprop"))
        {
            throw new CommandException(ExitCode.Usage, $"--momentum is for sgd and rmsprop; {settings.Optimizer} has none to set.");
        }

        var momentum = settings.Momentum ?? 0;
        return name switch
        {
            "adadelta" => new Adadelta(rate, weightDecay: decay) { Clipping = clipping },
            "adagrad" => new Adagrad(rate, weightDecay: decay) { Clipping = clipping },
            "adam" => new Adam(rate ?? 1e-3f, weightDecay: decay) { Clipping = clipping },
            "adamax" => new Adamax(rate, weightDecay: decay) { Clipping = clipping },
            "adamw" => new AdamW(rate ?? 1e-3f, weightDecay: settings.WeightDecay) { Clipping = clipping },
            "nadam" => new NAdam(rate, weightDecay: decay) { Clipping = clipping },
            "radam" => new RAdam(rate ?? 1e-3f, weightDecay: decay) { Clipping = clipping },
            "rmsprop" => new RMSprop(rate, momentum: momentum, weightDecay: decay) { Clipping = clipping },
            "sgd" => new SGD(rate ?? 1e-2f, momentum, weightDecay: decay) { Clipping = clipping },
            _ => throw Unknown("optimizer", settings.Optimizer, OptimizerNames.All),
        };
    }

    /// <summary>The loss that was named, or the one that fits the task (D1's table).</summary>
    /// <param name="name">Its name; null for the one that fits.</param>
    /// <param name="description">What is predicted.</param>
    public static Loss Loss(string? name, Inputs.InputDescription description)
    {
        if (name is not null)
        {
            return LossNames.All.Contains(name, StringComparer.OrdinalIgnoreCase) ? LossNames.Find(name) : throw Unknown("loss", name, LossNames.All);
        }

        return description switch
        {
            { Task: Inputs.TaskKind.Regression } => new MeanSquaredError(),
            { IsBinary: true } => new BinaryCrossentropy(),
            _ => new CategoricalCrossentropy(),
        };
    }

    private static CommandException Unknown(string kind, string name, IEnumerable<string> known) => new(
        ExitCode.Usage,
        $"There is no {kind} '{name}'; known are {string.Join(", ", known)}.",
        Spelling.Nearest(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : null);
}
