namespace Interop.Native.Losses;

/// <summary>A target that a loss cannot use.</summary>
/// <param name="Position">Its position among the targets.</param>
/// <param name="Expected">What a target has to be, to follow "takes": <c>targets in [0, 1]</c>.</param>
public readonly record struct TargetFault(int Position, string Expected);
