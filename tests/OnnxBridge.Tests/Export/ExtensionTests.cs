using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Export;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>Layers and functions of the user's own: refused by name without an exporter, written with one.</summary>
public class ExtensionTests
{
    [Fact]
    public void A_layer_without_an_exporter_is_refused_by_name()
    {
        var network = new Sequential(new Dense(3), new Doubling("twice"));
        network.Build(2);

        var error = Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(network));

        Assert.Contains("'twice'", error.Message, StringComparison.Ordinal);
        Assert.Contains("OnnxLayerExporter<Doubling>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_without_an_exporter_is_refused_by_the_layers_name()
    {
        var network = new Sequential(new Dense(3, activation: new Negation(), name: "scores"));
        network.Build(2);

        var error = Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(network));

        Assert.Contains("'scores'", error.Message, StringComparison.Ordinal);
        Assert.Contains("OnnxActivationExporter<Negation>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_exporters_of_their_own_they_are_written()
    {
        var network = new Sequential(new Dense(3, activation: new Negation()), new Doubling("twice"));
        network.Build(2);

        Agreement.Check(
            network,
            [Examples.Batch([4, 2])],
            new OnnxExportOptions { LayerExporters = [new DoublingExporter()], ActivationExporters = [new NegationExporter()] });
    }

    private sealed class Doubling(string name) : Layer(name)
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

        public override void Forward(LayerContext context)
        {
            for (var i = 0; i < context.Output.Length; i++)
            {
                context.Output[i] = 2 * context.Input()[i];
            }
        }

        public override void Backward(LayerContext context) => throw new NotSupportedException();
    }

    private sealed class DoublingExporter : OnnxLayerExporter<Doubling>
    {
        protected override string Export(Doubling layer, OnnxNodeContext context) =>
            context.Node("Mul", [context.Input, context.Constant("two", [], 2f)]);
    }

    private sealed class Negation : ActivationFunction
    {
        public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view)
        {
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = -x[i];
            }
        }

        public override void Backward(
            ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
            throw new NotSupportedException();
    }

    private sealed class NegationExporter : OnnxActivationExporter<Negation>
    {
        protected override string Export(Negation function, OnnxNodeContext context) => context.Node("Neg", [context.Input]);
    }
}
