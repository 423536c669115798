using System.CommandLine;
using Interop.Cli.Models;
using Interop.OnnxBridge;

namespace Interop.Cli.Commands;

/// <summary>The options that say how a model is written as ONNX.</summary>
internal sealed class ExportOptions
{
    private readonly Option<int> _opset = new Option<int>("--opset")
    {
        Description = $"ONNX's operator set, {OnnxOpset.Oldest} to {OnnxOpset.Newest}.",
        DefaultValueFactory = _ => OnnxOpset.Default,
    }.Between(OnnxOpset.Oldest, OnnxOpset.Newest);

    private readonly Option<bool> _standardized = new("--standardized-inputs") { Description = "Leave standardization out of the ONNX model: it then takes standardized numbers." };
    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "Do not run the ONNX model in ONNX Runtime to compare." };

    /// <summary>Adds all options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(_opset);
        command.Options.Add(_standardized);
        command.Options.Add(_noVerify);
    }

    /// <summary>Refuses them where no ONNX model is written.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="target">The file to write.</param>
    /// <exception cref="CommandException">One was given.</exception>
    public void RequireFitting(ParseResult result, string target)
    {
        if (ModelPath.KindOfTarget(target) != ModelKind.Onnx)
        {
            GivenOptions.Refuse(result, [_opset, _standardized, _noVerify], $"for ONNX, and '{target}' is of another kind");
        }
    }

    /// <summary>What they say.</summary>
    /// <param name="result">The arguments.</param>
    public ExportRequest Read(ParseResult result) => new(result.GetValue(_opset), result.GetValue(_standardized), !result.GetValue(_noVerify));
}
