using System.CommandLine;
using System.Globalization;
using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Training;
using Interop.Native.Losses;
using Interop.Native.Optimizers;

namespace Interop.Cli.Commands;

/// <summary>The options that say how a network is trained, and where to.</summary>
internal sealed class FitOptions
{
    private readonly Option<int> _batchSize = new Option<int>("--batch-size", "-b") { Description = "Samples for each update.", DefaultValueFactory = _ => 32 }.AtLeast(1);
    private readonly Option<string> _optimizer = new("--optimizer") { Description = "adam, adamw, sgd, rmsprop, …", HelpName = "name", DefaultValueFactory = _ => "adam" };
    private readonly Option<float?> _learningRate = new Option<float?>("--learning-rate", "--lr") { Description = "The step size. Default: the optimizer's own.", HelpName = "0.001" }.AtLeast(0);
    private readonly Option<double?> _momentum = new Option<double?>("--momentum") { Description = "The momentum of sgd and rmsprop.", HelpName = "0.9" }.AtLeast(0);
    private readonly Option<float?> _weightDecay = new Option<float?>("--weight-decay") { Description = "The weight decay. Default: the optimizer's own.", HelpName = "0.01" }.AtLeast(0);
    private readonly Option<double?> _clipNorm = new Option<double?>("--clip-norm") { Description = "The largest norm of all gradients together.", HelpName = "1" }.Takes("a number above 0", value => value > 0);
    private readonly Option<string?> _loss = new("--loss") { Description = "The loss. Default: the one that fits the task.", HelpName = "name" };
    private readonly Option<string?> _schedule = new("--schedule") { Description = "How the learning rate changes: cosine, exponential:0.95, step:30:0.1, one-cycle, plateau:5:0.1.", HelpName = "name" };
    private readonly Option<int> _warmup = new Option<int>("--warmup") { Description = "Epochs in which the learning rate rises to its full size.", HelpName = "epochs" }.AtLeast(0);
    private readonly Option<string> _validation = new("--validation") { Description = "The share of samples kept for validation, or a file or folder of them; 0 for none.", HelpName = "share|path", DefaultValueFactory = _ => "0.2" };
    private readonly Option<int> _patience = new Option<int>("--patience") { Description = "Stop after so many epochs without improvement, with the best weights; 0 for never.", DefaultValueFactory = _ => 10 }.AtLeast(0);
    private readonly Option<string?> _monitor = new("--monitor") { Description = "The figure that improvement is measured by. Default: val_loss, or loss without validation.", HelpName = "figure" };
    private readonly Option<ulong> _seed = new("--seed") { Description = "What all random numbers follow from: the same seed gives the same model to the last bit." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder for model, report and checkpoints. Default: runs/ and the data's name.", HelpName = "folder" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a training that is in the folder." };
    private readonly Option<string> _checkpoint = new("--checkpoint-every") { Description = "A checkpoint every so many steps (500) or so much time (90s, 5m), and at the end; 0 for none.", HelpName = "500|5m", DefaultValueFactory = _ => "1m" };
    private readonly Option<int> _keep = new Option<int>("--keep") { Description = "How many checkpoints are kept.", DefaultValueFactory = _ => 3 }.AtLeast(1);
    private readonly Option<string?> _tensorBoard = new("--tensorboard") { Description = "Write event files for TensorBoard there.", HelpName = "folder" };
    private readonly Option<bool> _noReport = new("--no-report") { Description = "Write no report.html." };

    /// <summary>How many epochs; also changed when a training is resumed.</summary>
    public Option<int> Epochs { get; } = new Option<int>("--epochs", "-e") { Description = "Passes over the data.", DefaultValueFactory = _ => 100 }.AtLeast(1);

    /// <summary>How many threads; also changed when a training is resumed.</summary>
    public Option<int?> Threads { get; } = ModelArguments.Threads();

    /// <summary>Adds all options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _optimizer.CompletionSources.Add(_ => OptimizerNames.All.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        _loss.CompletionSources.Add(_ => LossNames.All.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        foreach (var option in new Option[]
        {
            Epochs, _batchSize, _optimizer, _learningRate, _momentum, _weightDecay, _clipNorm, _loss, _schedule, _warmup,
            _validation, _patience, _monitor, _seed, Threads, _output, _overwrite, _checkpoint, _keep, _tensorBoard, _noReport,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What they say, with settings of data and network.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="data">The settings of data.</param>
    /// <param name="network">The settings of the network.</param>
    public TrainSettings Read(ParseResult result, DataSettings data, NetworkSettings network)
    {
        var (share, path) = ReadValidation(result.GetValue(_validation)!);
        var (steps, time) = ReadInterval(result.GetValue(_checkpoint)!);
        return new TrainSettings
        {
            Data = data,
            Network = network,
            Epochs = result.GetValue(Epochs),
            BatchSize = result.GetValue(_batchSize),
            Optimizer = result.GetValue(_optimizer)!,
            LearningRate = result.GetValue(_learningRate),
            Momentum = result.GetValue(_momentum),
            WeightDecay = result.GetValue(_weightDecay),
            ClipNorm = result.GetValue(_clipNorm),
            Loss = result.GetValue(_loss),
            Schedule = result.GetValue(_schedule),
            Warmup = result.GetValue(_warmup),
            ValidationShare = share,
            ValidationPath = path,
            Patience = result.GetValue(_patience),
            Monitor = result.GetValue(_monitor),
            Seed = result.GetValue(_seed),
            Threads = result.GetValue(Threads),
            Output = result.GetValue(_output),
            Overwrite = result.GetValue(_overwrite),
            CheckpointSteps = steps,
            CheckpointTime = time,
            HasCheckpoints = steps is not 0,
            Keep = result.GetValue(_keep),
            TensorBoard = result.GetValue(_tensorBoard),
            HasReport = !result.GetValue(_noReport),
        };
    }

    private static (double Share, string? Path) ReadValidation(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share))
        {
            return (0, text);
        }

        return share is >= 0 and < 1
            ? (share, null)
            : throw new CommandException(ExitCode.Usage, $"--validation takes a share from 0 to below 1, or a path, got {text}.");
    }

    private static (int? Steps, TimeSpan? Time) ReadInterval(string text)
    {
        var number = text.TrimEnd('s', 'm', 'h');
        if (text.Length - number.Length > 1 || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new CommandException(ExitCode.Usage, $"--checkpoint-every takes steps, as 500, or a time, as 90s, 5m or 1h; got '{text}'.");
        }

        return (text[^1], count) switch
        {
            (_, 0) => (0, null),
            ('s', _) => (null, TimeSpan.FromSeconds(count)),
            ('m', _) => (null, TimeSpan.FromMinutes(count)),
            ('h', _) => (null, TimeSpan.FromHours(count)),
            _ => (count, null),
        };
    }
}
