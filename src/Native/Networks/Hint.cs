namespace Interop.Native.Networks;

/// <summary>Something about a network that works, but is probably not meant.</summary>
/// <param name="Layer">The name of the layer it is about, or the optimizer's class.</param>
/// <param name="Message">What is the matter and how to mend it.</param>
public sealed record Hint(string Layer, string Message)
{
    /// <summary>The layer and the message.</summary>
    public override string ToString() => $"'{Layer}': {Message}";
}
