using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.OnnxBridge.Export.Activations;
using Interop.OnnxBridge.Export.Layers;

namespace Interop.OnnxBridge.Export;

/// <summary>Which exporter writes which kind of layer and activation function: those of the caller first, then the built-in ones.</summary>
internal sealed class ExporterTable
{
    private static readonly OnnxActivationExporter[] Functions =
    [
        new ELUExporter(),
        new GELUExporter(),
        new HardSigmoidExporter(),
        new HardSwishExporter(),
        new HardTanhExporter(),
        new IdentityFunctionExporter(),
        new LeakyReLUExporter(),
        new LogSoftmaxExporter(),
        new ReLU6Exporter(),
        new SoftmaxExporter(),
        new SoftplusExporter(),
        new SwishExporter(),
        new UnaryExporter<ReLU>("Relu"),
        new UnaryExporter<SELU>("Selu"),
        new UnaryExporter<Sigmoid>("Sigmoid"),
        new UnaryExporter<Softsign>("Softsign"),
        new UnaryExporter<Tanh>("Tanh"),
    ];

    private static readonly OnnxLayerExporter[] Layers =
    [
        new AddExporter(),
        new AverageExporter(),
        new AveragePoolingExporter(),
        new BatchNormalizationExporter(),
        new ConcatenateExporter(),
        new ConvolutionExporter(),
        new DenseExporter(),
        new DropConnectExporter(),
        new DropoutExporter(),
        new FlattenExporter(),
        new GlobalPoolingExporter<GlobalAveragePooling>("GlobalAveragePool"),
        new GlobalPoolingExporter<GlobalMaxPooling>("GlobalMaxPool"),
        new IdentityExporter<AlphaDropout>(),
        new IdentityExporter<GaussianDropout>(),
        new IdentityExporter<GaussianNoise>(),
        new MaxPoolingExporter(),
        new MultiplyExporter(),
        new NormalizationExporter(),
        new PReLUExporter(),
        new PermuteExporter(),
        new ReshapeExporter(),
        new SeparableConvolutionExporter(),
        new SpatialDropoutExporter(),
        new SubtractExporter(),
    ];

    private readonly Dictionary<Type, OnnxActivationExporter> _functions = [];
    private readonly Dictionary<Type, OnnxLayerExporter> _layers = [];

    /// <summary>Makes the table for an export.</summary>
    /// <param name="options">With the caller's own exporters.</param>
    public ExporterTable(OnnxExportOptions options)
    {
        foreach (var exporter in options.ActivationExporters.Concat(Functions))
        {
            _functions.TryAdd(exporter.FunctionType, exporter);
        }

        foreach (var exporter in options.LayerExporters.Concat(Layers).Append(new ActivationExporter(this)))
        {
            _layers.TryAdd(exporter.LayerType, exporter);
        }
    }

    /// <summary>The kinds of layer that can be written without exporters of the caller's.</summary>
    public static IEnumerable<Type> LayerTypes => Layers.Select(exporter => exporter.LayerType).Append(typeof(Activation));

    /// <summary>The functions that can be written without exporters of the caller's.</summary>
    public static IEnumerable<Type> FunctionTypes => Functions.Select(exporter => exporter.FunctionType);

    /// <summary>The exporter of a layer.</summary>
    /// <exception cref="OnnxExportException">There is none.</exception>
    public OnnxLayerExporter Find(Layer layer)
    {
        for (var type = layer.GetType(); type is not null; type = type.BaseType)
        {
            if (_layers.TryGetValue(type, out var exporter))
            {
                return exporter;
            }
        }

        throw new OnnxExportException(
            $"Layer '{layer.Name}' is a {layer.Kind}, which has no exporter to ONNX; write an OnnxLayerExporter<{layer.Kind}> and give it to " +
            $"{nameof(OnnxExportOptions)}.{nameof(OnnxExportOptions.LayerExporters)}.");
    }

    /// <summary>The exporter of a function.</summary>
    /// <exception cref="OnnxExportException">There is none.</exception>
    public OnnxActivationExporter Find(ActivationFunction function, string layerName)
    {
        for (var type = function.GetType(); type is not null; type = type.BaseType)
        {
            if (_functions.TryGetValue(type, out var exporter))
            {
                return exporter;
            }
        }

        var kind = function.GetType().Name;
        throw new OnnxExportException(
            $"Layer '{layerName}' applies the function {kind}, which has no exporter to ONNX; write an OnnxActivationExporter<{kind}> and give it to " +
            $"{nameof(OnnxExportOptions)}.{nameof(OnnxExportOptions.ActivationExporters)}.");
    }
}
