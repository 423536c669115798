using System.CommandLine;
using System.Globalization;
using Interop.Cli.Comparison;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Native.Files;
using Interop.TorchBridge;

namespace Interop.Cli.Commands;

/// <summary><c>interop diff</c>: where the weights of two files differ.</summary>
internal sealed class DiffCommand : InteropCommand
{
    private readonly Argument<string> _first = new("first") { Description = "A model, ONNX model or state file (.safetensors, .onnx, .pt, .pth, .dat)." };
    private readonly Argument<string> _second = new("second") { Description = "Another, of the same or another kind." };
    private readonly Option<double> _tolerance =
        new Option<double>("--tolerance") { Description = "The largest difference of two numbers that still counts as the same.", HelpName = "1e-6" }.AtLeast(0);

    private readonly Option<bool> _all = new("--all") { Description = "List the tensors that are the same too." };

    /// <summary>Makes the command.</summary>
    public DiffCommand(CommandOutput output)
        : base("diff", "Compare the weights of two models or state files, tensor by tensor.", output)
    {
        Arguments.Add(_first);
        Arguments.Add(_second);
        Options.Add(_tolerance);
        Options.Add(_all);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop diff runs/iris/model.safetensors weights.pt", "the same weights in another kind of file: no difference, exit code 0"),
        new("interop diff runs/iris/model.safetensors runs/iris-2/model.safetensors --tolerance 1e-6", "exit code 6 where they differ by more"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var tolerance = result.GetValue(_tolerance);
        var first = Weights(result.GetRequiredValue(_first));
        var second = Weights(result.GetRequiredValue(_second));
        var names = first.Names.Concat(second.Names.Where(name => !first.Tensors.ContainsKey(name)));
        ComparedTensor[] tensors = [.. names.Select(name => ComparedTensor.Of(name, first.Tensors.GetValueOrDefault(name), second.Tensors.GetValueOrDefault(name)))];
        var failed = tensors.Count(tensor => !tensor.Holds(tolerance));
        Tell(tensors, tolerance, failed, result.GetValue(_all));
        return failed == 0 ? ExitCode.Success : ExitCode.Difference;
    }

    // What a checkpoint holds beside the weights belongs to its training.
    private static TorchState Weights(string path)
    {
        var state = new TorchState();
        var all = ModelConversion.ReadState(path);
        foreach (var name in all.Names.Where(name => !name.StartsWith("interop.", StringComparison.Ordinal)))
        {
            state.Add(name, all[name]);
        }

        return state;
    }

    private void Tell(ComparedTensor[] tensors, double tolerance, int failed, bool all)
    {
        if (Output.IsJson)
        {
            Output.Json(json =>
            {
                json.WriteBoolean("same", failed == 0);
                json.WriteNumber("tolerance", tolerance);
                json.WriteObjects("tensors", tensors, tensor =>
                {
                    json.WriteString("name", tensor.Name);
                    json.WriteString("shape", tensor.Shapes);
                    json.WriteBoolean("same", tensor.Holds(tolerance));
                    JsonFigures.Write(json, "largest_difference", tensor.Values?.MaximumAbsolute ?? double.NaN);
                    JsonFigures.Write(json, "relative_difference", tensor.Values?.RelativeToLargest ?? double.NaN);
                    json.WriteNumber("different", tensor.Values is { } values ? values.Count - values.SameBits : 1);
                });
            });
            return;
        }

        ComparedTensor[] shown = [.. tensors.Where(tensor => all || !tensor.IsSame)];
        if (shown.Length > 0)
        {
            TextTable.Show(Output, ["tensor", "shape", "#largest", "#relative", "#different", ""], [.. shown.Select(tensor => (IReadOnlyList<string>)
            [
                tensor.Name,
                tensor.Shapes,
                tensor.Values?.MaximumAbsolute.ToString("0.###e0", CultureInfo.InvariantCulture) ?? "",
                tensor.Values?.RelativeToLargest.ToString("0.###e0", CultureInfo.InvariantCulture) ?? "",
                tensor.Values is { } values ? $"{values.Count - values.SameBits} of {values.Count}" : "",
                tensor.IsSame ? "same" : tensor.Holds(tolerance) ? "within tolerance" : "differs",
            ])]);
        }

        Output.Line(failed == 0
            ? tensors.All(tensor => tensor.IsSame) ? $"{tensors.Length} tensors, the same to the last bit." : $"{tensors.Length} tensors, the same within {tolerance.ToString(CultureInfo.InvariantCulture)}."
            : $"{failed} of {tensors.Length} tensors differ{(tensors.First(tensor => !tensor.Holds(tolerance)).Name is { } name ? $", the first is '{name}'" : "")}.");
    }
}
