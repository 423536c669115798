using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>What stands in a model file beside its graph.</summary>
internal static class ModelHeader
{
    /// <summary>The name that this library gives itself in a file.</summary>
    public const string Producer = "Interop";

    /// <summary>Puts a graph into a model. Nothing that changes from run to run (time, machine, user) goes in: the same network gives the same bytes.</summary>
    public static ModelProto Around(GraphProto graph, OnnxExportOptions options)
    {
        var model = new ModelProto
        {
            IrVersion = OnnxOpset.FormatVersion(options.Opset),
            ProducerName = Producer,
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            ModelVersion = options.ModelVersion,
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = options.Opset } },
        };
        if (options.Domain is { } domain)
        {
            model.Domain = domain;
        }

        if (options.Description is { } description)
        {
            model.DocString = description;
        }

        foreach (var (key, value) in options.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return model;
    }
}
