namespace Interop.Parity.Cases.Layers;

/// <summary>Layers of several inputs: torch.add, sub, mul, mean over a stack, and cat.</summary>
/// <param name="Form">Which of them.</param>
internal sealed record JoinOptions(JoinForm Form) : LayerOptions
{
    /// <summary>The axis of the batch along which inputs are put side by side.</summary>
    public int Axis { get; init; } = 1;

    /// <inheritdoc/>
    public override string Kind => $"{Form}".ToLowerInvariant();

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters =>
        [("layer", Kind), ("axis", Form == JoinForm.Concatenate ? Text(Axis) : "-")];
}
