using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Layers;

/// <summary>A layer with inputs that it takes.</summary>
/// <param name="Create">Makes the layer, anew each time.</param>
/// <param name="Inputs">The shape of one sample of each input.</param>
internal sealed record LayerCase(Func<Layer> Create, Shape[] Inputs);
