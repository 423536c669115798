using Interop.OnnxBridge.Export;

namespace Interop.OnnxBridge;

/// <summary>How a network is written as ONNX.</summary>
public sealed class OnnxExportOptions
{
    private readonly int _opset = OnnxOpset.Default;
    private readonly string _batchAxis = "batch";

    /// <summary>The version of ONNX's operator set, 13 to 21; what it lacks is spelt out in older operators. See <see cref="OnnxOpset.Default"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version lies outside 13 to 21.</exception>
    public int Opset
    {
        get => _opset;
        init => _opset = value is >= OnnxOpset.Oldest and <= OnnxOpset.Newest
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"Models are written for operator sets {OnnxOpset.Oldest} to {OnnxOpset.Newest}.");
    }

    /// <summary>
    /// Whether a batch normalization that directly follows a Dense or convolution layer is folded into its weights (the default: a smaller
    /// and faster file with the same results), or kept as a node of its own, so that an import can go on training it.
    /// </summary>
    public bool FoldBatchNormalization { get; init; } = true;

    /// <summary>The name of the batch axis, which stays open in the file.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public string BatchAxis
    {
        get => _batchAxis;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            _batchAxis = value;
        }
    }

    /// <summary>Where the weights go; in the file itself, as far as that goes, unless something else is asked for.</summary>
    public OnnxExternalData ExternalData { get; init; }

    /// <summary>Normalizations that the file does to its inputs, by the names that the inputs have in the network.</summary>
    public IReadOnlyDictionary<string, OnnxInputNormalization> InputNormalization { get; init; } = new Dictionary<string, OnnxInputNormalization>();

    /// <summary>Further outputs that tell the class, and whether scores become probabilities; null for none.</summary>
    public OnnxClassificationHead? Head { get; init; }

    /// <summary>Names for the inputs; null keeps the network's.</summary>
    public IReadOnlyList<string>? InputNames { get; init; }

    /// <summary>Names for the outputs; null keeps the names of the layers they come from.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>The name of the graph.</summary>
    public string GraphName { get; init; } = "network";

    /// <summary>A description for whoever opens the file; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The reverse-DNS domain of whoever made the model; null for none.</summary>
    public string? Domain { get; init; }

    /// <summary>The version of the model itself.</summary>
    public long ModelVersion { get; init; }

    /// <summary>Further facts about the model, kept in the file sorted by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How an export with <c>verify: true</c> is checked.</summary>
    public OnnxVerificationOptions Verification { get; init; } = new();

    /// <summary>Exporters for layers of your own; they go before the built-in ones.</summary>
    public IReadOnlyList<OnnxLayerExporter> LayerExporters { get; init; } = [];

    /// <summary>Exporters for activation functions of your own; they go before the built-in ones.</summary>
    public IReadOnlyList<OnnxActivationExporter> ActivationExporters { get; init; } = [];
}
