namespace Interop.Native.Layers;

/// <summary>Memory a layer asks of the plan, in floats.</summary>
/// <param name="Saved">Kept from the forward to the backward pass (a dropout mask, normalised values).</param>
/// <param name="Scratch">Used within one forward or one backward call only; its content is lost between calls.</param>
public readonly record struct Workspace(int Saved = 0, int Scratch = 0);
