namespace Interop.MLNetExtensions.Rows;

/// <summary>The scale on which a regression trains: (y − offset) / scale for each target.</summary>
/// <param name="Offsets">What is subtracted from each target; empty for nothing.</param>
/// <param name="Scales">What each target is divided by.</param>
internal sealed record TargetScale(float[] Offsets, float[] Scales)
{
    /// <summary>The scale that leaves targets as they are.</summary>
    public static TargetScale None { get; } = new([], []);

    /// <summary>Whether targets are changed at all.</summary>
    public bool IsUsed => Offsets.Length > 0;

    /// <summary>Puts a row's targets on the scale.</summary>
    /// <param name="targets">The targets.</param>
    public void Apply(Span<float> targets)
    {
        for (var i = 0; i < Offsets.Length; i++)
        {
            targets[i] = (targets[i] - Offsets[i]) / Scales[i];
        }
    }
}
