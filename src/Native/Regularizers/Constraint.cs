using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Regularizers;

/// <summary>A projection of a parameter onto a set, applied after each update.</summary>
public abstract class Constraint
{
    /// <summary>Projects the parameter in place.</summary>
    /// <param name="parameter">The parameter that was just updated.</param>
    public abstract void Apply(Parameter parameter);

    /// <summary>What is wrong with a parameter of a shape, to be said after its name; null where nothing is.</summary>
    internal virtual string? FindFault(Shape shape) => null;
}
