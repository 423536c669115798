using Interop.Native.Data;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Training;

/// <summary>Runs a batch through a plan that gives out what every node computes, and looks at the values in order.</summary>
internal sealed class NonFiniteSearch : IBatch
{
    private readonly Network _network;
    private readonly NetworkGraph _graph;
    private readonly Plan _plan;
    private readonly TrainingSession _session;

    public NonFiniteSearch(TrainingSession session, int epoch)
    {
        _session = session;
        _network = session.Network;
        Epoch = epoch;
        var nodes = _network.Graph.Nodes;
        _graph = new NetworkGraph(nodes, _network.Graph.Inputs, [.. nodes.Where(node => node.Layer is not null)]);
        var options = new PlanOptions(session.BatchSize, IsTraining: true, HasBackward: false, new bool[_graph.Outputs.Count]);

        // Its own generator, so that the training's dropout masks stay as they would have been.
        _plan = new Plan(options, PlanCompiler.Compile(_graph, options), _network.Generator.Clone(), _network.Workers, _network.Numerics);
    }

    public int Epoch { get; }

    public Span<float> SampleWeights => _session.SampleWeights;

    public Span<float> Input(int index) => _plan.Inputs[index].Span(_plan);

    public Span<float> Target(int index) => _session.Target(index);

    /// <summary>Finds the first value that is not finite.</summary>
    /// <param name="readBatch">Writes the batch.</param>
    public NonFiniteValue? Find(Action<IBatch> readBatch)
    {
        // A pass in training mode moves running statistics; they go back to what they were.
        var before = _network.StateDict();
        readBatch(this);
        for (var i = 0; i < _plan.Inputs.Length; i++)
        {
            if (First(Input(i), null, _graph.Inputs[i].Name) is { } found)
            {
                return found;
            }
        }

        _plan.Forward();
        var result = FirstInLayers();
        _network.LoadStateDict(before);
        return result;
    }

    private NonFiniteValue? FirstInLayers()
    {
        for (var i = 0; i < _graph.Outputs.Count; i++)
        {
            var layer = _graph.Outputs[i].Layer!;
            var name = $"{layer.Kind} '{layer.Name}'";
            foreach (var parameter in layer.Parameters.Where(parameter => parameter.IsTrainable))
            {
                if (First(parameter.Storage, name, $"parameter '{parameter.Name}'") is { } inParameter)
                {
                    return inParameter;
                }
            }

            if (First(_plan.Outputs[i].Span(_plan), name, "the output") is { } inOutput)
            {
                return inOutput;
            }
        }

        return null;
    }

    private static NonFiniteValue? First(ReadOnlySpan<float> values, string? layer, string what)
    {
        var at = NumberCheck.FirstNonFinite(values);
        return at < 0 ? null : new NonFiniteValue(layer, what, values[at], at);
    }
}
