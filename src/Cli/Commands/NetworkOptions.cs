using System.CommandLine;
using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Native.Activations;

namespace Interop.Cli.Commands;

/// <summary>The options that describe a network.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<int[]?> _hidden = ListOptions.Sizes("--hidden", "128,64", "The units of the hidden layers, first to last, or none.", takesNone: true);
    private readonly Option<int[]?> _convolutions = ListOptions.Sizes("--conv", "32,64", "The filters of convolutions before them, each with pooling behind it (images), or none.", takesNone: true);
    private readonly Option<int> _kernel = new Option<int>("--kernel") { Description = "The kernel's extent.", DefaultValueFactory = _ => 3 }.AtLeast(1);
    private readonly Option<int> _pool = new Option<int>("--pool") { Description = "The pooling's extent; 1 for none.", DefaultValueFactory = _ => 2 }.AtLeast(1);
    private readonly Option<string> _activation = new("--activation") { Description = "The hidden layers' function.", HelpName = "relu|tanh|gelu|…", DefaultValueFactory = _ => "relu" };
    private readonly Option<double> _dropout =
        new Option<double>("--dropout") { Description = "The share of hidden units dropped in training.", HelpName = "0.3" }.Takes("a share from 0 to below 1", share => share is >= 0 and < 1);

    private readonly Option<bool> _batchNormalization = new("--batch-norm") { Description = "Batch normalization behind every hidden layer." };
    private readonly Option<double> _l2 = new Option<double>("--l2") { Description = "The strength of a penalty on squared weights.", HelpName = "0.001" }.AtLeast(0);
    private readonly Option<string?> _file = new("--network") { Description = "A JSON file that describes the layers, instead of the options above.", HelpName = "file.json" };

    /// <summary>Adds all options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _activation.CompletionSources.Add(_ => ActivationNames.All.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        foreach (var option in new Option[] { _hidden, _convolutions, _kernel, _pool, _activation, _dropout, _batchNormalization, _l2, _file })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Refuses options that have no meaning for the network: to pass over them would train another than was asked for.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="path">The data.</param>
    /// <exception cref="CommandException">There are such options.</exception>
    public void RequireFitting(ParseResult result, string path)
    {
        if (GivenOptions.Has(result, _file))
        {
            GivenOptions.Refuse(
                result, [_hidden, _convolutions, _kernel, _pool, _activation, _dropout, _batchNormalization, _l2], "for networks without --network, which describes all layers");
        }
        else if (DataPath.KindOf(path) == DataKind.Table)
        {
            GivenOptions.Refuse(result, [_convolutions, _kernel, _pool], $"for images, and '{path}' is a table");
        }
        else if (GivenOptions.Has(result, _hidden) && !GivenOptions.Has(result, _convolutions))
        {
            GivenOptions.Refuse(result, [_kernel, _pool], "for convolutions, and with --hidden there are those that --conv names");
        }
    }

    /// <summary>What they say.</summary>
    /// <param name="result">The arguments.</param>
    public NetworkSettings Read(ParseResult result) => new()
    {
        Hidden = Given(result, _hidden),
        Convolutions = Given(result, _convolutions),
        Kernel = result.GetValue(_kernel),
        Pool = result.GetValue(_pool),
        Activation = result.GetValue(_activation)!,
        Dropout = result.GetValue(_dropout),
        BatchNormalization = result.GetValue(_batchNormalization),
        L2 = result.GetValue(_l2),
        File = result.GetValue(_file),
    };

    // A list that is not given is empty here, which would be a network without hidden layers.
    private static int[]? Given(ParseResult result, Option<int[]?> option) => GivenOptions.Has(result, option) ? result.GetValue(option) : null;
}
