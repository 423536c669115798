using System.CommandLine;
using System.Globalization;
using Interop.Cli.Output;
using Interop.Native.Files;

namespace Interop.Cli.Commands;

/// <summary><c>interop inspect</c>: what a model, checkpoint or state file holds.</summary>
internal sealed class InspectCommand : InteropCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A model, checkpoint, ONNX model or state file (.safetensors, .onnx, .pt, .pth, .dat)." };
    private readonly Option<bool> _tensors = new("--tensors") { Description = "List every tensor too." };

    /// <summary>Makes the command.</summary>
    public InspectCommand(CommandOutput output)
        : base("inspect", "Show what a model or state file holds, without loading its weights.", output)
    {
        Arguments.Add(_file);
        Options.Add(_tensors);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop inspect runs/iris/model.safetensors", "layers, shapes, parameters, columns and classes"),
        new("interop inspect iris.onnx --tensors", "operators, inputs, outputs and every weight"),
        new("interop inspect weights.pt --json", "for another program to read"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var path = result.GetRequiredValue(_file);
        var inspection = Inspection.Inspection.Of(path);
        if (Output.IsJson)
        {
            Json(path, inspection);
            return ExitCode.Success;
        }

        Output.Line($"{path}: {inspection.Kind}, {Count(new FileInfo(path).Length)} bytes, {Count(inspection.ParameterCount)} numbers in {inspection.Tensors.Count} tensors");
        foreach (var (name, value) in inspection.Facts)
        {
            Output.Line($"{name}: {value}");
        }

        if (inspection.Layers.Count > 0)
        {
            Output.Line();
            TextTable.Show(Output, ["name", "kind", "output", "#parameters", "options"], [.. inspection.Layers.Select(layer => (IReadOnlyList<string>)[layer.Name, layer.Kind, layer.Output, Count(layer.Parameters), layer.Options])]);
        }

        if (result.GetValue(_tensors) || inspection.Layers.Count == 0)
        {
            Output.Line();
            TextTable.Show(Output, ["tensor", "type", "shape", "#numbers"], [.. inspection.Tensors.Select(tensor => (IReadOnlyList<string>)[tensor.Name, tensor.Type, tensor.Shape, Count(tensor.Count)])]);
        }

        return ExitCode.Success;
    }

    private void Json(string path, Inspection.Inspection inspection) => Output.Json(json =>
    {
        json.WriteString("file", path);
        json.WriteString("kind", inspection.Kind);
        json.WriteNumber("bytes", new FileInfo(path).Length);
        json.WriteNumber("numbers", inspection.ParameterCount);
        json.WriteObjects("facts", inspection.Facts, fact => json.WriteString(fact.Key, fact.Value));
        json.WriteObjects("layers", inspection.Layers, layer =>
        {
            json.WriteString("name", layer.Name);
            json.WriteString("kind", layer.Kind);
            json.WriteString("output", layer.Output);
            json.WriteNumber("parameters", layer.Parameters);
            json.WriteString("options", layer.Options);
        });
        json.WriteObjects("tensors", inspection.Tensors, tensor =>
        {
            json.WriteString("name", tensor.Name);
            json.WriteString("type", tensor.Type);
            json.WriteString("shape", tensor.Shape);
            json.WriteNumber("numbers", tensor.Count);
        });
    });

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
