using Interop.Native.Networks;

namespace Interop.OnnxBridge.Import;

/// <summary>What a name in the graph stands for: an <see cref="ImportedSymbol"/>, an <see cref="ImportedPadding"/> or an <see cref="ImportedConstant"/>.</summary>
internal abstract record ImportedValue;

/// <summary>A batch that flows through the network; its first axis is the batch.</summary>
/// <param name="Symbol">The network's symbol, whose shape has no batch axis.</param>
internal sealed record ImportedSymbol(Symbol Symbol) : ImportedValue;

/// <summary>A batch extended in space by a Pad node, on its way to the convolution or pooling whose padding it becomes.</summary>
/// <param name="Symbol">The batch without the padding.</param>
/// <param name="Before">How far it is extended in front, for each axis of space.</param>
/// <param name="After">How far it is extended behind.</param>
/// <param name="Filling">With what.</param>
internal sealed record ImportedPadding(Symbol Symbol, int[] Before, int[] After, float Filling) : ImportedValue;
