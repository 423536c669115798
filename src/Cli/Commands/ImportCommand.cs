using System.CommandLine;
using Interop.Cli.Models;
using Interop.Cli.Output;

namespace Interop.Cli.Commands;

/// <summary><c>interop import</c>: a model file of an ONNX model, or of weights and a network.</summary>
internal sealed class ImportCommand : InteropCommand
{
    private readonly Argument<string> _source = new("source") { Description = "An ONNX model, or weights as .pt, .pth, .dat or .safetensors." };
    private readonly Argument<string> _target = new("target") { Description = "The model file to write (.safetensors)." };
    private readonly Option<string?> _into = new("--into") { Description = "The model whose network takes the weights; it is not changed.", HelpName = "model.safetensors" };
    private readonly Option<bool> _partial = new("--partial") { Description = "Take what fits, and tell what does not, instead of an error." };

    /// <summary>Makes the command.</summary>
    public ImportCommand(CommandOutput output)
        : base("import", "Make a model file of an ONNX model, or of weights from PyTorch or TorchSharp.", output)
    {
        Arguments.Add(_source);
        Arguments.Add(_target);
        Options.Add(_into);
        Options.Add(_partial);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop import iris.onnx again.safetensors", "an ONNX model, to be trained further or run here"),
        new("interop import weights.pt new.safetensors --into runs/iris/model.safetensors", "PyTorch's weights into a network of the same layers"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var source = result.GetRequiredValue(_source);
        var target = result.GetRequiredValue(_target);
        ModelPath.MustExist(source);
        if (ModelPath.KindOfTarget(target) != ModelKind.Safetensors)
        {
            throw new CommandException(ExitCode.Usage, $"A model file ends in .safetensors, got '{target}'.");
        }

        var model = result.GetValue(_into);
        TargetPath.Check(target, source, model);
        GivenOptions.Refuse(result, model is null ? [_partial] : [], "for weights that go --into a model");
        var converted = (ModelPath.KindOf(source), model) switch
        {
            (ModelKind.Onnx, null) => ModelConversion.ImportOnnx(source, target),
            (_, null) => throw new CommandException(
                ExitCode.Usage, $"'{source}' holds weights, but not the network they belong to.", "Name a model of the same layers with --into."),
            _ => ModelConversion.ImportWeights(source, model, target, result.GetValue(_partial)),
        };
        converted.Tell(Output);
        return ExitCode.Success;
    }
}
