using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Reference;

/// <summary>What a layer alone in a network computes for given numbers: its output, and for a given gradient of that all other gradients.</summary>
public sealed class LayerRun
{
    private readonly Dictionary<string, Tensor> _gradients;

    private LayerRun(Tensor output, double cost, Tensor inputGradient, Dictionary<string, Tensor> gradients)
    {
        Output = output;
        Cost = cost;
        InputGradient = inputGradient;
        _gradients = gradients;
    }

    /// <summary>The output, [N, …].</summary>
    public Tensor Output { get; }

    /// <summary>The output's product with its gradient, summed, and all penalties.</summary>
    public double Cost { get; }

    /// <summary>The gradient of the input.</summary>
    public Tensor InputGradient { get; }

    /// <summary>The gradient of a parameter.</summary>
    /// <param name="parameter">Its name in the layer.</param>
    public Tensor Gradient(string parameter) => _gradients[parameter];

    /// <summary>Runs a layer forwards and backwards.</summary>
    /// <param name="layer">A layer that is not built yet.</param>
    /// <param name="input">A batch.</param>
    /// <param name="outputGradient">The gradient of the output; null draws one.</param>
    /// <param name="parameters">The parameters' values by name; those that are not named keep their first values.</param>
    /// <param name="threads">How many threads to use; null for as many as the machine has cores.</param>
    public static LayerRun Of(
        Layer layer, Tensor input, Tensor? outputGradient = null, IReadOnlyDictionary<string, Tensor>? parameters = null, int? threads = null)
    {
        var network = new Sequential(layer) { Generator = new TorchGenerator(1) };
        if (threads is { } count)
        {
            network.Threads = count;
        }

        network.Build(input.Shape.Skip(1));
        foreach (var (name, value) in parameters ?? new Dictionary<string, Tensor>())
        {
            layer.Parameters.Single(parameter => parameter.Name == name).Write(value);
        }

        if (outputGradient is null)
        {
            outputGradient = new Tensor(network.OutputShapes[0].Prepend(input.Shape[0]));
            new TorchGenerator(2).FillNormal(outputGradient.Span, 0, 1);
        }

        network.Compile(new SGD(), new ProbeLoss());
        var session = network.StartTraining(input.Shape[0], inputGradients: true);

        // Written past the network's check for NaN: a layer must pass one on.
        input.Span.CopyTo(session.Input(0));
        session.Forward();
        var output = Tensor.From(outputGradient.Shape, session.Output());
        var cost = session.Cost(outputGradient);
        session.Backward();
        return new LayerRun(
            output,
            cost,
            session.InputGradient(),
            layer.Parameters.Where(parameter => parameter.IsTrainable).ToDictionary(parameter => parameter.Name, session.Gradient));
    }

    /// <summary>A batch of normal numbers.</summary>
    /// <param name="shape">[N, …].</param>
    /// <param name="seed">What they are drawn from.</param>
    public static Tensor Normal(Shape shape, ulong seed = 3)
    {
        var tensor = new Tensor(shape);
        new TorchGenerator(seed).FillNormal(tensor.Span, 0, 1);
        return tensor;
    }
}
