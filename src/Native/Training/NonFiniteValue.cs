namespace Interop.Native.Training;

/// <summary>Where a NaN or an infinity first appeared in a batch.</summary>
/// <param name="Layer">The layer, as in <c>Dense 'fc1'</c>; null for an input of the network.</param>
/// <param name="What">What of it is not finite: <c>parameter 'weight'</c>, <c>output</c>, or the input's name.</param>
/// <param name="Value">The value: NaN, or an infinity.</param>
/// <param name="Position">The element, counted from 0 over the whole batch or parameter in stored order.</param>
public sealed record NonFiniteValue(string? Layer, string What, float Value, int Position)
{
    /// <summary>A sentence's end, such as <c>the output of Dense 'fc1' has NaN at element 17</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{(Layer is null ? $"input '{What}'" : $"{What} of {Layer}")} has {Value} at element {Position}");
}
