using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export;

/// <summary>Writes one activation function as ONNX operators; derive from <see cref="OnnxActivationExporter{TFunction}"/>.</summary>
public abstract class OnnxActivationExporter
{
    private protected OnnxActivationExporter()
    {
    }

    /// <summary>The function it writes, kinds derived from it included unless they have an exporter of their own.</summary>
    public abstract Type FunctionType { get; }

    internal abstract string Export(ActivationFunction function, OnnxNodeContext context);
}

/// <summary>
/// Writes one activation function as ONNX operators. Give it to <see cref="OnnxExportOptions.ActivationExporters"/> for a function of your own.
/// </summary>
/// <typeparam name="TFunction">The function.</typeparam>
public abstract class OnnxActivationExporter<TFunction> : OnnxActivationExporter
    where TFunction : ActivationFunction
{
    /// <inheritdoc/>
    public sealed override Type FunctionType => typeof(TFunction);

    /// <summary>Adds the function's nodes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="context">Where the nodes go; it has one input.</param>
    /// <returns>The name of the value that holds the result.</returns>
    protected abstract string Export(TFunction function, OnnxNodeContext context);

    internal sealed override string Export(ActivationFunction function, OnnxNodeContext context) => Export((TFunction)function, context);
}
