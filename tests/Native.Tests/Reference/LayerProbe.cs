using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Reference;

/// <summary>One pass forward and backward through a single layer with given inputs, parameters and output gradient.</summary>
public sealed class LayerProbe
{
    private readonly Interop.Native.Training.TrainingSession _session;

    /// <summary>Runs the layer in training mode.</summary>
    /// <param name="layer">A layer that is not built yet.</param>
    /// <param name="inputs">A batch for each input.</param>
    /// <param name="parameters">Values of parameters and buffers by name; the others keep their first values.</param>
    /// <param name="outputGradient">The gradient of the output; null for zeros.</param>
    /// <param name="channelsLast">Whether the layer gets its input channels-last in memory.</param>
    /// <param name="threads">How many threads take part.</param>
    /// <param name="generator">The random numbers of the pass; null for those of seed 0.</param>
    public LayerProbe(
        Layer layer,
        IReadOnlyList<Tensor> inputs,
        IReadOnlyDictionary<string, Tensor>? parameters = null,
        Tensor? outputGradient = null,
        bool channelsLast = false,
        int threads = 1,
        Generator? generator = null)
    {
        Layer = layer;
        Symbol[] symbols = [.. inputs.Select((input, i) => Symbol.Input(input.Shape.Skip(1), $"x{i}"))];
        Symbol[] fed = channelsLast ? [.. symbols.Select(symbol => new ChannelsLastCopy().Call(symbol))] : symbols;
        Network = new Model(symbols, [layer.Call(fed)]) { Threads = threads };
        Network.Build();
        foreach (var (name, value) in parameters ?? new Dictionary<string, Tensor>())
        {
            layer.Parameters.Single(parameter => parameter.Name == name).Write(value);
        }

        Network.Generator = generator ?? new TorchGenerator(0);
        Network.Compile(new SGD(), new ProbeLoss());
        var batchSize = inputs[0].Shape[0];
        _session = Network.StartTraining(batchSize, inputGradients: true);
        Output = _session.Forward([.. inputs]);
        _session.Cost(outputGradient ?? new Tensor(Output.Shape));
        _session.Backward();
        InputGradients = [.. inputs.Select((_, i) => _session.InputGradient(i))];
    }

    /// <summary>The layer.</summary>
    public Layer Layer { get; }

    /// <summary>The network of this layer alone.</summary>
    public Model Network { get; }

    /// <summary>The output in training mode.</summary>
    public Tensor Output { get; }

    /// <summary>The gradient of each input.</summary>
    public IReadOnlyList<Tensor> InputGradients { get; }

    /// <summary>The gradient of a parameter.</summary>
    /// <param name="name">Its name in the layer.</param>
    public Tensor Gradient(string name) => _session.Gradient(Parameter(name));

    /// <summary>A parameter or buffer of the layer.</summary>
    /// <param name="name">Its name in the layer.</param>
    public Parameter Parameter(string name) => Layer.Parameters.Single(parameter => parameter.Name == name);
}
