namespace Interop.TorchBridge.Pickles;

/// <summary>A key of a pickled dictionary: a text or a whole number. Hashed with a seed of the process, so that no file can make keys collide.</summary>
/// <param name="Text">The text; null for a number.</param>
/// <param name="Number">The number; 0 for a text.</param>
internal readonly record struct PickleKey(string? Text, long Number)
{
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Number);

    /// <inheritdoc/>
    public override string ToString() => Text ?? $"{Number}";
}
