using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>
/// A network's architecture as JSON: its layers with all their options, how they are joined, and the shapes of its inputs; no weights.
/// <c>docs/file-format.md</c> describes it. Written by hand it may leave out whatever has a default, and name activation functions,
/// initializers and regularizers as Keras does.
/// </summary>
/// <example>
/// <code>
/// var network = NetworkDescription.Read("""
///     { "kind": "Sequential", "inputs": [ { "shape": [4] } ],
///       "layers": [ { "kind": "Dense", "units": 16, "activation": "relu" }, { "kind": "Dense", "units": 3 } ] }
///     """);
/// </code>
/// </example>
public static class NetworkDescription
{
    internal const int LargestDescription = 16_000_000;

    /// <summary>Describes a network.</summary>
    /// <param name="network">The network; it must be built, so that its inputs' shapes are known.</param>
    /// <param name="components">How components are written; null for the engine's own.</param>
    /// <exception cref="NetworkException">The network is not built.</exception>
    /// <exception cref="NotSupportedException">The network has a component that the registry does not know.</exception>
    public static string Write(Network network, ComponentRegistry? components = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _ = network.Graph;
        return ToJson(json => Write(json, network, components ?? ComponentRegistry.BuiltIn));
    }

    /// <summary>Makes a network from its description; built, with fresh weights, where the description tells the inputs' shapes.</summary>
    /// <param name="json">The description.</param>
    /// <param name="components">How components are read; null for the engine's own.</param>
    /// <param name="generator">Draws the weights; null for the network's own.</param>
    /// <exception cref="InvalidDataException">It is not valid; the message names the place, what was expected and what came.</exception>
    public static Network Read(string json, ComponentRegistry? components = null, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var document = Parse(json, "network");
        return Read(document.RootElement, "network", components ?? ComponentRegistry.BuiltIn, generator, null);
    }

    /// <summary>Makes a network whose parameters come from a source.</summary>
    internal static Network Read(JsonElement json, string place, ComponentRegistry components, Generator? generator, IParameterSource? source)
    {
        var options = new OptionReader(json, place, components);
        var kind = options.GetText(ComponentTable.Kind);
        var inputs = ReadInputs(options);
        var layers = ReadLayers(options, components);
        Network network = kind switch
        {
            "Sequential" => options.Guard("layers", () => new Sequential(layers)),
            "Model" => ReadModel(options, inputs, layers),
            _ => throw options.Error(ComponentTable.Kind, $"is Sequential or Model, got '{kind}'"),
        };
        network.Conventions = ReadConventions(options);
        network.Generator = generator ?? network.Generator;
        if (inputs.Length > 0)
        {
            network.ParameterSource = source;
            options.Guard("layers", () =>
            {
                network.Build([.. inputs.Select(input => input.Shape)]);
                return network;
            });
            network.ParameterSource = null;
        }

        Freeze(network, options);
        options.CheckAllAsked();
        return network;
    }

    /// <summary>Writes JSON into a text; readable characters stay as they are.</summary>
    internal static string ToJson(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Parses a description; comments and trailing commas are taken too.</summary>
    internal static JsonDocument Parse(string json, string place)
    {
        if (json.Length > LargestDescription)
        {
            throw new InvalidDataException($"{place}: a description of {json.Length} characters was refused; it may have up to {LargestDescription}.");
        }

        try
        {
            CheckTexts(json);
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{place}: not valid JSON: {error.Message}", error);
        }
    }

    // A text may hold half a pair of surrogates, which a document tells only when the text is asked for. Where nothing is escaped there is none.
    private static void CheckTexts(string json)
    {
        if (!json.Contains("\\u", StringComparison.Ordinal))
        {
            return;
        }

        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(json), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read())
        {
            _ = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String ? reader.GetString() : null;
        }
    }

    private static void Write(Utf8JsonWriter json, Network network, ComponentRegistry components)
    {
        var graph = network.Graph;
        var options = new OptionWriter(json, components);
        json.WriteString(ComponentTable.Kind, network is Sequential ? "Sequential" : "Model");
        json.WriteString("conventions", NameOf(network.Conventions));
        json.WriteObjects("inputs", graph.Inputs, input =>
        {
            json.WriteString("name", input.Name);
            options.Write("shape", input.Shape);
        });
        json.WriteObjects("layers", network.Layers, layer =>
        {
            json.WriteString("name", layer.Name);
            components.Layers.Write(layer, json, options);
        });
        if (network is not Sequential)
        {
            WriteNodes(json, options, graph);
        }

        string[] frozen = [.. network.NamedParameters.Where(named => named.Parameter.IsFrozen).Select(named => named.Name)];
        if (frozen.Length > 0)
        {
            json.WriteTexts("frozen", frozen);
        }
    }

    // Inputs are counted first, then nodes; each node names its layer and, by number, what the layer is called on.
    private static void WriteNodes(Utf8JsonWriter json, OptionWriter options, NetworkGraph graph)
    {
        var numbers = new Dictionary<Node, int>();
        foreach (var input in graph.Inputs)
        {
            numbers.Add(input, numbers.Count);
        }

        json.WriteObjects("nodes", graph.Nodes.Where(node => node.Layer is not null), node =>
        {
            numbers.Add(node, numbers.Count);
            json.WriteString("layer", node.Layer!.Name);
            options.Write("inputs", (int[])[.. node.Inputs.Select(input => numbers[input])]);
        });
        options.Write("outputs", (int[])[.. graph.Outputs.Select(output => numbers[output])]);
    }

    private static (string? Name, Shape Shape)[] ReadInputs(OptionReader options) =>
    [
        .. options.GetEach("inputs").Select(input =>
        {
            var result = (input.FindText("name"), input.GetShape("shape"));
            input.CheckAllAsked();
            return result;
        }),
    ];

    private static Layer[] ReadLayers(OptionReader options, ComponentRegistry components)
    {
        var layers = new List<Layer>();
        foreach (var layer in options.GetEach("layers"))
        {
            var name = layer.FindText("name");
            layers.Add(components.Layers.Read(layer));
            layer.CheckAllAsked();
            layers[^1].Name = name ?? layers[^1].Name;
        }

        return [.. layers];
    }

    private static Model ReadModel(OptionReader options, (string? Name, Shape Shape)[] inputs, Layer[] layers)
    {
        var byName = new Dictionary<string, Layer>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            if (layer.Name is null || !byName.TryAdd(layer.Name, layer))
            {
                throw options.Error("layers", $"of a Model need names that differ, got '{layer.Name}'");
            }
        }

        List<Symbol> symbols = [.. inputs.Select(input => Symbol.Input(input.Shape, input.Name))];
        foreach (var node in options.GetEach("nodes"))
        {
            var name = node.GetText("layer");
            var layer = byName.GetValueOrDefault(name) ?? throw node.Error("layer", $"is the name of a layer; there is none called '{name}'");
            Symbol[] arguments = [.. node.GetInt32s("inputs").Select(number => At(symbols, number, node, "inputs"))];
            symbols.Add(node.Guard("inputs", () => Symbol.Of(layer, arguments)));
            node.CheckAllAsked();
        }

        Symbol[] outputs = [.. options.GetInt32s("outputs").Select(number => At(symbols, number, options, "outputs"))];
        var model = options.Guard("outputs", () => new Model([.. symbols.Take(inputs.Length)], outputs));
        return model.Layers.Count == layers.Length
            ? model
            : throw options.Error("layers", $"are {layers.Length}, but the outputs depend on {model.Layers.Count} of them; each must be used");
    }

    private static Symbol At(List<Symbol> symbols, int number, OptionReader options, string name) => number >= 0 && number < symbols.Count
        ? symbols[number]
        : throw options.Error(name, $"are numbers of inputs and of nodes before this one, in [0, {symbols.Count}), got {number}");

    private static void Freeze(Network network, OptionReader options)
    {
        var names = options.GetTexts("frozen");
        if (names.Length == 0)
        {
            return;
        }

        var parameters = network.NamedParameters.ToDictionary(named => named.Name, named => named.Parameter);
        foreach (var name in names)
        {
            (parameters.GetValueOrDefault(name) ?? throw options.Error("frozen", $"are names of parameters; there is none called '{name}'")).IsFrozen = true;
        }
    }

    private static string NameOf(Conventions conventions) =>
        conventions == Conventions.Keras ? "Keras" : conventions == Conventions.Lecture ? "Lecture" : "PyTorch";

    private static Conventions ReadConventions(OptionReader options) => options.FindText("conventions") switch
    {
        null or "PyTorch" => Conventions.PyTorch,
        "Keras" => Conventions.Keras,
        "Lecture" => Conventions.Lecture,
        var other => throw options.Error("conventions", $"are those of PyTorch, Keras or Lecture, got '{other}'"),
    };
}
