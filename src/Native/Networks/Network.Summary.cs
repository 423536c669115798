using Interop.Native.Layers;

namespace Interop.Native.Networks;

public abstract partial class Network
{
    /// <summary>
    /// What works but is probably not meant: a bias before batch normalization, a last activation that does not fit the loss (D1's table), a momentum
    /// of the other convention. The network must be built; hints about losses come once it is compiled.
    /// </summary>
    /// <exception cref="NetworkException">The network is not built.</exception>
    public IReadOnlyList<Hint> Hints => [.. HintFinder.Find(Graph, _losses.Length == Graph.Outputs.Count ? _losses : []), .. HintFinder.OfOptimizer(_optimizer, Conventions)];

    /// <summary>Layers, output shapes, parameters, memory and hints. Keras' <c>model.summary()</c>; print it with <c>Console.WriteLine</c>.</summary>
    /// <param name="batchSize">The batch for which memory is told.</param>
    /// <exception cref="NetworkException">The network is not built.</exception>
    public NetworkSummary Summary(int batchSize = 32)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var seen = new HashSet<Layer>();
        LayerSummary[] layers = [.. Graph.Nodes.Select(node => Summarize(node, seen))];
        var trainable = layers.Sum(layer => layer.TrainableParameters);
        var slots = _optimizer?.SlotNames.Count ?? 0;
        return new NetworkSummary(
            layers,
            trainable,
            layers.Sum(layer => layer.OtherParameters),
            batchSize,
            PlanBytes(batchSize, training: true),
            PlanBytes(batchSize, training: false),
            slots * sizeof(float) * trainable,
            Hints);
    }

    private static LayerSummary Summarize(Node node, HashSet<Layer> seen)
    {
        if (node.Layer is not { } layer)
        {
            return new LayerSummary(node.Name, "Input", node.Shape, 0, 0);
        }

        var function = layer is Activation activation ? activation.Function : layer.OutputActivation;
        var kind = function is null ? layer.Kind : $"{layer.Kind} ({function.GetType().Name})";
        var parameters = seen.Add(layer) ? layer.Parameters : [];
        var trainable = parameters.Where(parameter => parameter is { IsTrainable: true, IsFrozen: false }).Sum(parameter => (long)parameter.Count);
        return new LayerSummary(node.Name, kind, node.Shape, trainable, parameters.Sum(parameter => (long)parameter.Count) - trainable);
    }

    // Plans of both kinds are laid out, but not made: only their size is wanted.
    private long PlanBytes(int batchSize, bool training)
    {
        var options = new PlanOptions(batchSize, training, training, new bool[Graph.Outputs.Count], SliceThreads: training ? 0 : Workers.Threads);
        return ArenaPlanner.Place(PlanCompiler.Compile(Graph, options).Blocks) * (long)sizeof(float);
    }
}
