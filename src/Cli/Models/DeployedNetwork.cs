using Interop.Cli.Inputs;
using Interop.Data.Tables;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.OnnxBridge;

namespace Interop.Cli.Models;

/// <summary>
/// A network as others run it: numbers go in as they stand in the table and come out in the label's unit, since what was standardized around
/// the network in training becomes a part of it, as layers that apply what was measured.
/// </summary>
internal static class DeployedNetwork
{
    /// <summary>The key among a model's texts that says where standardization happens.</summary>
    public const string MetadataKey = "standardization";

    /// <summary>The model standardizes by itself.</summary>
    public const string Inside = "inside";

    /// <summary>The model must be given standardized numbers.</summary>
    public const string Outside = "outside";

    /// <summary>Makes such a network; it shares the layers of the given one.</summary>
    /// <param name="network">The network.</param>
    /// <param name="description">What was standardized around it.</param>
    public static Network Create(Network network, InputDescription description)
    {
        if (description.Table is not { } table || !IsStandardized(table))
        {
            return network;
        }

        var symbols = new Dictionary<Node, Symbol>();
        var graph = network.Graph;
        var input = Symbol.Input(graph.Inputs[0].Shape, graph.Inputs[0].Name);
        var (mean, deviation) = table.Statistics();
        symbols[graph.Inputs[0]] = new Normalization(mean, deviation, name: "standardize").Call(input);
        foreach (var node in graph.Nodes.Where(node => node.Layer is not null))
        {
            symbols[node] = node.Layer!.Call([.. node.Inputs.Select(source => symbols[source])]);
        }

        var output = symbols[graph.Outputs[0]];
        if (description.Task == TaskKind.Regression)
        {
            // y σ + μ is (y − (−μ/σ)) / (1/σ).
            output = new Normalization([-description.LabelShift / description.LabelScale], [1 / description.LabelScale], name: "restore").Call(output);
        }

        var deployed = new Model(input, output);
        deployed.Build(input.Shape);
        return deployed;
    }

    /// <summary>What an ONNX model says of its inputs, and whether it standardizes by itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Its file, for errors.</param>
    /// <exception cref="InvalidDataException">What it says is damaged.</exception>
    public static (InputDescription? Description, bool IsInside) Read(OnnxModel model, string path) => (
        model.Metadata.TryGetValue(InputDescription.MetadataKey, out var json) ? InputDescription.Parse(json, path) : null,
        model.Metadata.GetValueOrDefault(MetadataKey) == Inside);

    private static bool IsStandardized(TableSchema table) =>
        table.Columns.Any(column => column.Kind == TableColumnKind.Number && (column.Deviation != 1 || column.Mean != 0)) || table.Label.Deviation != 1;
}
