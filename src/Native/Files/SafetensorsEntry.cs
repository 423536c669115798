using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>What a safetensors header says of one tensor: its type, its shape and the range of its bytes behind the header.</summary>
internal sealed record SafetensorsEntry(string Name, ElementType Type, Shape Shape, long Begin, long End);
