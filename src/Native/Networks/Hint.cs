namespace Interop.Native.Networks;

/// <summary>Something about a network that works, but is probably not meant.</summary>
/// <param name="Subject">What it is about: the name of a layer, or the optimizer's class.</param>
/// <param name="Message">What is the matter and how to mend it.</param>
public sealed record Hint(string Subject, string Message)
{
    /// <summary>What it is about, and the message.</summary>
    public override string ToString() => $"'{Subject}': {Message}";
}
