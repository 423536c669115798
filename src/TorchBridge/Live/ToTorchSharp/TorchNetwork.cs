using Interop.Native.Layers;
using Interop.Native.Networks;
using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge.Live.ToTorchSharp;

/// <summary>A network's graph as a TorchSharp module: calls the modules of its nodes in order.</summary>
internal sealed class TorchNetwork : torch.nn.Module<TorchTensor, TorchTensor>
{
    private readonly NetworkGraph _graph;
    private readonly IReadOnlyDictionary<Layer, IReadOnlyList<(string Name, torch.nn.Module Module)>> _modules;

    /// <summary>Makes the module of a graph with one input and one output.</summary>
    public TorchNetwork(NetworkGraph graph, IReadOnlyDictionary<Layer, IReadOnlyList<(string Name, torch.nn.Module Module)>> modules)
        : base(nameof(TorchNetwork))
    {
        _graph = graph;
        _modules = modules;
        var groups = new Dictionary<string, TorchGroup>();
        foreach (var (name, module) in modules.Values.SelectMany(chain => chain))
        {
            TorchGroup.Add(this, groups, name, module);
        }
    }

    /// <inheritdoc/>
    public override TorchTensor forward(TorchTensor input)
    {
        using var scope = torch.NewDisposeScope();
        var values = new Dictionary<Node, TorchTensor> { [_graph.Inputs[0]] = input };
        foreach (var node in _graph.Nodes.Where(node => node.Layer is not null))
        {
            var chain = _modules[node.Layer!];
            var value = Call(chain[0].Module, [.. node.Inputs.Select(source => values[source])]);
            values[node] = chain.Skip(1).Aggregate(value, (current, next) => Call(next.Module, [current]));
        }

        return values[_graph.Outputs[0]].MoveToOuterDisposeScope();
    }

    // A join of more than two takes them one after another.
    private static TorchTensor Call(torch.nn.Module module, TorchTensor[] inputs) => module switch
    {
        torch.nn.Module<TorchTensor, TorchTensor> unary => unary.call(inputs[0]),
        torch.nn.Module<TorchTensor, TorchTensor, TorchTensor> binary => inputs.Skip(2).Aggregate(binary.call(inputs[0], inputs[1]), binary.call),
        _ => throw new InvalidOperationException($"{module.GetName()} takes neither one tensor nor two."),
    };
}
