using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>Where the parameters of a network that is being built get their values, instead of their initializers.</summary>
internal interface IParameterSource
{
    /// <summary>The values of a parameter; called once for each, before its memory is taken.</summary>
    /// <param name="name">Its name in the network, such as <c>0.weight</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="InvalidDataException">There are none of that name and shape.</exception>
    Tensor Take(string name, Shape shape);
}
