using Interop.Native.Networks;

namespace Interop.OnnxBridge.Import;

/// <summary>What a name in the graph stands for: an <see cref="ImportedSymbol"/> or an <see cref="ImportedConstant"/>.</summary>
internal abstract record ImportedValue;

/// <summary>A batch that flows through the network; its first axis is the batch.</summary>
/// <param name="Symbol">The network's symbol, whose shape has no batch axis.</param>
internal sealed record ImportedSymbol(Symbol Symbol) : ImportedValue;
