using System.CommandLine;
using Interop.Cli.Models;
using Interop.Cli.Output;

namespace Interop.Cli.Commands;

/// <summary><c>interop export</c>: a model as ONNX, or its weights as a state file.</summary>
internal sealed class ExportCommand : InteropCommand
{
    private readonly Argument<string> _model = new("model") { Description = "The model file (.safetensors)." };
    private readonly Argument<string> _target = new("target") { Description = "The file to write: .onnx, or weights alone as .pt, .pth, .dat or .safetensors." };
    private readonly ExportOptions _options = new();

    /// <summary>Makes the command.</summary>
    public ExportCommand(CommandOutput output)
        : base("export", "Write a model as ONNX, or its weights for PyTorch or TorchSharp.", output)
    {
        Arguments.Add(_model);
        Arguments.Add(_target);
        _options.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop export runs/iris/model.safetensors iris.onnx", "ONNX that takes the table's numbers as they are, checked in ONNX Runtime"),
        new("interop export runs/iris/model.safetensors weights.pt", "weights that PyTorch's torch.load reads"),
        new("interop export runs/iris/model.safetensors weights.dat", "weights that TorchSharp's Module.load reads"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var source = result.GetRequiredValue(_model);
        var target = result.GetRequiredValue(_target);
        ModelPath.MustExist(source);
        TargetPath.Check(target, source);
        _options.RequireFitting(result, target);
        if (ModelPath.KindOf(source) != ModelKind.Safetensors)
        {
            throw new CommandException(ExitCode.BadInput, $"'{source}' is no model file.", $"Between other kinds of files: interop convert {ShellWord.Of(source)} {ShellWord.Of(target)}");
        }

        ModelConversion.Export(source, target, _options.Read(result)).Tell(Output);
        return ExitCode.Success;
    }
}
