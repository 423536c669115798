using System.Globalization;
using System.Text.Json;
using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Data.Json;
using Interop.Native.Files;
using Interop.OnnxBridge;
using Interop.TorchBridge;

namespace Interop.Cli.Inspection;

/// <summary>What a file holds, found out without loading weights.</summary>
/// <param name="Kind">What the file is.</param>
/// <param name="Facts">What is to be known of it, by name.</param>
/// <param name="Layers">The layers or operators in order; empty where the file has none.</param>
/// <param name="Tensors">The tensors.</param>
internal sealed record Inspection(
    string Kind, IReadOnlyList<KeyValuePair<string, string>> Facts, IReadOnlyList<InspectedLayer> Layers, IReadOnlyList<InspectedTensor> Tensors)
{
    private const string NetworkKey = "interop.network";
    private const string TrainingKey = "interop.training";

    /// <summary>How many numbers all tensors hold.</summary>
    public long ParameterCount => Tensors.Sum(tensor => tensor.Count);

    /// <summary>Looks into a file.</summary>
    /// <param name="path">The file.</param>
    public static Inspection Of(string path)
    {
        ModelPath.MustExist(path);
        return ModelPath.KindOf(path) switch
        {
            ModelKind.Safetensors => OfSafetensors(path),
            ModelKind.Onnx => OfOnnx(path),
            var kind => OfState(path, kind),
        };
    }

    private static Inspection OfSafetensors(string path)
    {
        var contents = SafetensorsContents.Read(path);
        InspectedTensor[] tensors =
        [
            .. contents.Tensors.Select(tensor => new InspectedTensor(tensor.Name, tensor.Type.ToString(), tensor.Shape.ToString(), tensor.Shape.Size)),
        ];
        var facts = new List<KeyValuePair<string, string>>();
        if (!contents.Metadata.TryGetValue(NetworkKey, out var network))
        {
            facts.AddRange(contents.Metadata);
            return new Inspection("tensors (safetensors)", facts, [], tensors);
        }

        var layers = NetworkLayers(path, network, tensors, facts);
        if (contents.Metadata.TryGetValue(TrainingKey, out var training))
        {
            facts.AddRange(TrainingFacts(path, training));
        }

        if (contents.Metadata.TryGetValue(InputDescription.MetadataKey, out var input))
        {
            facts.AddRange(FactsOf(InputDescription.Parse(input, path)));
        }

        var isCheckpoint = contents.Metadata.ContainsKey("interop.checkpoint");
        return new Inspection(
            isCheckpoint ? "checkpoint (safetensors)" : "model (safetensors)",
            [.. facts, .. contents.Metadata.Where(pair => !pair.Key.StartsWith("interop.", StringComparison.Ordinal) && pair.Key is not ("format" or InputDescription.MetadataKey))],
            layers,
            [.. tensors.Where(tensor => !tensor.Name.StartsWith("interop.", StringComparison.Ordinal))]);
    }

    private static InspectedLayer[] NetworkLayers(string path, string json, InspectedTensor[] tensors, List<KeyValuePair<string, string>> facts)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var shapes = LayerShapes.Of(json);
            foreach (var input in root.Items("inputs"))
            {
                facts.Add(KeyValuePair.Create("input", $"{input.Text("name")} {input.Field("shape").GetRawText()}"));
            }

            return
            [
                .. root.Items("layers").Select(layer =>
                {
                    var name = layer.Text("name");
                    var options = layer.EnumerateObject()
                        .Where(option => option.Name is not ("name" or "kind") && option.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
                        .Select(option => $"{option.Name} {Short(option.Value)}");
                    return new InspectedLayer(
                        name,
                        layer.Text("kind"),
                        shapes.GetValueOrDefault(name, ""),
                        string.Join(", ", options),
                        tensors.Where(tensor => tensor.Name.StartsWith($"{name}.", StringComparison.Ordinal)).Sum(tensor => tensor.Count));
                }),
            ];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{path}: the description of the network is damaged: {error.Message.TrimEnd('.')}.", error);
        }
    }

    // An option that is a component of its own is told by its kind.
    private static string Short(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty("kind", out var kind) ? kind.GetString() ?? "" : "…",
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Array when value.GetArrayLength() > 8 => $"[{value.GetArrayLength()} values]",
        _ => value.GetRawText(),
    };

    private static KeyValuePair<string, string>[] TrainingFacts(string path, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateObject()
                .Where(part => part.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                .Select(part => KeyValuePair.Create(part.Name, part.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", part.Value.EnumerateArray().Select(Short)) : Short(part.Value)))
                .Where(fact => fact.Value.Length > 0)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: the description of the training is damaged: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(InputDescription description)
    {
        yield return KeyValuePair.Create("task", description.Task.ToString().ToLowerInvariant());
        yield return KeyValuePair.Create("answers", description.LabelName);
        if (description.ClassNames.Count > 0)
        {
            yield return KeyValuePair.Create("classes", string.Join(", ", description.ClassNames));
        }

        yield return description.Table is { } table
            ? KeyValuePair.Create("columns", string.Join(", ", table.Columns.Select(column => column.Name)))
            : KeyValuePair.Create("images", $"{description.Images!.Channels}×{description.Images.Height}×{description.Images.Width}");
    }

    private static Inspection OfOnnx(string path)
    {
        var contents = OnnxContents.Read(path);
        var facts = new List<KeyValuePair<string, string>>
        {
            new("producer", contents.Producer),
            new("operator set", string.Join(", ", contents.Opsets.Select(set => $"{(set.Key.Length == 0 ? "onnx" : set.Key)} {set.Value}"))),
        };
        facts.AddRange(contents.Inputs.Select(input => KeyValuePair.Create("input", input.ToString())));
        facts.AddRange(contents.Outputs.Select(output => KeyValuePair.Create("output", output.ToString())));
        facts.Add(new("operators", string.Join(", ", contents.Nodes.CountBy(node => node.Operator).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} ×{pair.Value}"))));
        foreach (var (key, value) in contents.Metadata)
        {
            facts.AddRange(key == InputDescription.MetadataKey ? FactsOf(InputDescription.Parse(value, path)) : [KeyValuePair.Create(key, value)]);
        }

        var sizes = contents.Weights.GroupBy(weight => weight.Name).ToDictionary(group => group.Key, group => group.First().Count);
        return new Inspection(
            "ONNX model",
            facts,
            [
                .. contents.Nodes.Select(node => new InspectedLayer(
                    node.Name, node.Operator, "", string.Join(", ", node.Inputs), node.Inputs.Sum(input => sizes.GetValueOrDefault(input)))),
            ],
            [.. contents.Weights.Select(weight => new InspectedTensor(weight.Name, weight.ElementType, $"[{string.Join(", ", weight.Shape)}]", weight.Count))]);
    }

    private static Inspection OfState(string path, ModelKind kind)
    {
        var contents = TorchContents.Read(path, kind == ModelKind.PyTorch ? TorchStateFormat.PyTorch : null);
        InspectedTensor[] tensors =
        [
            .. contents.Tensors.Select(tensor => new InspectedTensor(
                tensor.StateDict.Length == 0 ? tensor.Name : $"{tensor.StateDict}/{tensor.Name}", tensor.Type.ToString(), tensor.Shape.ToString(), tensor.Shape.Size)),
        ];
        if (kind == ModelKind.TorchSharp)
        {
            return new Inspection("state file of TorchSharp (.dat)", [], [], tensors);
        }

        var states = contents.Tensors.Select(tensor => tensor.StateDict).Distinct().Count();
        return new Inspection("state file of PyTorch (.pt)", [new("state dicts", states.ToString(CultureInfo.InvariantCulture))], [], tensors);
    }
}
