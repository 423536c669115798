using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

public abstract partial class Network
{
    /// <summary>All parameters and buffers by PyTorch's names (<c>0.weight</c>, <c>1.running_mean</c>), in PyTorch's order.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> NamedParameters =>
        Layers.SelectMany(layer => layer.Parameters.Select(parameter => ($"{layer.Name}.{parameter.Name}", parameter)));

    /// <summary>The parameters that training changes.</summary>
    public IEnumerable<Parameter> TrainableParameters =>
        NamedParameters.Select(named => named.Parameter).Where(parameter => parameter.IsTrainable);

    /// <summary>The number of values in all parameters that training changes.</summary>
    public long ParameterCount => TrainableParameters.Sum(parameter => (long)parameter.Count);

    /// <summary>Copies of all parameters and buffers by name: PyTorch's <c>state_dict()</c>.</summary>
    public Dictionary<string, Tensor> StateDict()
    {
        _ = Graph;
        return NamedParameters.ToDictionary(named => named.Name, named => named.Parameter.Read());
    }

    /// <summary>Replaces parameters and buffers by name; nothing is changed when anything does not fit.</summary>
    /// <param name="state">Tensors by name, in public shapes.</param>
    /// <param name="strict">Whether every parameter must be given and every name must be known.</param>
    /// <exception cref="NetworkException">Names are missing or unknown, or a shape differs; the message lists all of them.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(state);
        _ = Graph;
        var parameters = NamedParameters.ToDictionary(named => named.Name, named => named.Parameter);
        var problems = new List<string>();
        foreach (var (name, tensor) in state)
        {
            if (parameters.TryGetValue(name, out var parameter))
            {
                if (parameter.Shape != tensor.Shape)
                {
                    problems.Add($"'{name}' has shape {parameter.Shape} here and {tensor.Shape} in the state");
                }
            }
            else if (strict)
            {
                problems.Add($"'{name}' is not a parameter of the network");
            }
        }

        if (strict)
        {
            problems.AddRange(parameters.Keys.Where(name => !state.ContainsKey(name)).Select(name => $"'{name}' is missing from the state"));
        }

        if (problems.Count > 0)
        {
            throw new NetworkException($"The state does not fit the network: {string.Join("; ", problems)}.");
        }

        foreach (var (name, tensor) in state)
        {
            if (parameters.TryGetValue(name, out var parameter))
            {
                parameter.Write(tensor);
            }
        }
    }
}
