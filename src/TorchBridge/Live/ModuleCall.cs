using Interop.Native.Tensors;

namespace Interop.TorchBridge;

/// <summary>A call of a module that was seen while a forward pass was followed.</summary>
/// <param name="Name">The module's name in the network, such as <c>features.0</c>; a layer that takes it keeps the names of parameters.</param>
/// <param name="Inputs">The shapes of one sample of each input, without the batch axis.</param>
/// <param name="Output">The shape of one sample of the output.</param>
public sealed record ModuleCall(string? Name, IReadOnlyList<Shape> Inputs, Shape Output);
