using Interop.Native.Layers;

namespace Interop.Native.Optimizers;

/// <summary>What an optimizer remembers of a network between steps. Restoring all of it continues a training bit for bit.</summary>
public sealed class OptimizerState
{
    private readonly Dictionary<Parameter, ParameterState> _parameters = [];

    internal OptimizerState(Optimizer optimizer, IEnumerable<Parameter> parameters)
    {
        Optimizer = optimizer;
        foreach (var parameter in parameters)
        {
            _parameters.Add(parameter, new ParameterState(optimizer, parameter.Count));
        }
    }

    /// <summary>The rule it belongs to.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The number of steps taken.</summary>
    public long Step { get; set; }

    /// <summary>What is remembered of one parameter.</summary>
    /// <param name="parameter">A trainable parameter of the network.</param>
    public ParameterState this[Parameter parameter] => _parameters[parameter];

    /// <summary>One slot of one parameter, in the order of <see cref="Parameter.Storage"/>.</summary>
    /// <param name="parameter">A trainable parameter of the network.</param>
    /// <param name="slot">The position in <see cref="Optimizer.SlotNames"/>.</param>
    public Span<float> Slot(Parameter parameter, int slot) => _parameters[parameter].Slot(slot);
}
