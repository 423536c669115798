using System.CommandLine;
using Interop.Cli.Models;
using Interop.Cli.Output;

namespace Interop.Cli.Commands;

/// <summary><c>interop convert</c>: from any kind of model or state file to another, by their extensions.</summary>
internal sealed class ConvertCommand : InteropCommand
{
    private readonly Argument<string> _source = new("source") { Description = "The file to read: .safetensors, .onnx, .pt, .pth or .dat." };
    private readonly Argument<string> _target = new("target") { Description = "The file to write: .safetensors, .onnx, .pt, .pth or .dat." };
    private readonly ExportOptions _options = new();

    /// <summary>Makes the command.</summary>
    public ConvertCommand(CommandOutput output)
        : base("convert", "Bring a model or weights from one kind of file to another, by their extensions.", output)
    {
        Arguments.Add(_source);
        Arguments.Add(_target);
        _options.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop convert weights.pt weights.safetensors", "PyTorch's weights as safetensors"),
        new("interop convert weights.dat weights.pth", "TorchSharp's weights for PyTorch"),
        new("interop convert iris.onnx iris-weights.pt", "the weights of an ONNX model"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var source = result.GetRequiredValue(_source);
        var target = result.GetRequiredValue(_target);
        ModelPath.MustExist(source);
        TargetPath.Check(target, source);
        _options.RequireFitting(result, target);
        var converted = (ModelPath.KindOf(source), ModelPath.KindOfTarget(target)) switch
        {
            (ModelKind.Onnx, ModelKind.Safetensors) => ModelConversion.ImportOnnx(source, target),
            (ModelKind.Safetensors, ModelKind.Onnx) => ModelConversion.Export(source, target, _options.Read(result)),
            (_, ModelKind.Onnx) => throw new CommandException(
                ExitCode.BadInput,
                $"'{source}' holds weights, but ONNX needs the network they belong to.",
                $"Put them into a model first: interop import {ShellWord.Of(source)} new.safetensors --into model.safetensors; then export that."),
            _ => ModelConversion.ConvertState(source, target),
        };
        converted.Tell(Output);
        return ExitCode.Success;
    }
}
