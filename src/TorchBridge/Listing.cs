namespace Interop.TorchBridge;

/// <summary>Names in messages: the first few, and how many more.</summary>
internal static class Listing
{
    private const int Shown = 8;

    /// <summary>The first few names in quotes.</summary>
    public static string Of(IReadOnlyCollection<string> names) => names.Count switch
    {
        0 => "none",
        <= Shown => string.Join(", ", names.Select(Quote)),
        _ => $"{string.Join(", ", names.Take(Shown).Select(Quote))} and {names.Count - Shown} more",
    };

    /// <summary>A name of unknown origin, cut to what a message can hold and without control characters.</summary>
    public static string Quote(string name)
    {
        const int longest = 120;
        var text = string.Concat(name.Take(longest).Select(character => char.IsControl(character) ? '\uFFFD' : character));
        return name.Length > longest ? $"'{text}…'" : $"'{text}'";
    }
}
