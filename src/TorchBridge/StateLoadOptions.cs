namespace Interop.TorchBridge;

/// <summary>How a state is loaded into a network.</summary>
public sealed record StateLoadOptions
{
    /// <summary>Rules that turn the file's names into the network's.</summary>
    public NameMap Names { get; init; } = NameMap.Same;

    /// <summary>
    /// Whether everything must fit: every parameter and buffer given, every name known, every shape equal. False loads what fits and reports the
    /// rest. (PyTorch's <c>strict=False</c> still refuses tensors of another shape; here they are reported and left alone.)
    /// </summary>
    public bool Strict { get; init; } = true;
}
