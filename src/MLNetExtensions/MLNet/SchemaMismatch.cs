namespace Interop.MLNetExtensions.MLNet;

/// <summary>Errors about columns, of the type and in the words that ML.NET's own trainers use.</summary>
internal static class SchemaMismatch
{
    /// <summary>What ML.NET calls the argument that is at fault, whatever its name in the method that finds out.</summary>
    private static string Argument => "inputSchema";

    /// <summary>A column is missing.</summary>
    /// <param name="role">What it is for: feature, label, weight.</param>
    /// <param name="name">Its name.</param>
    public static ArgumentOutOfRangeException Missing(string role, string name) => new(Argument, $"Could not find {role} column '{name}'");

    /// <summary>A column has another type than it must have.</summary>
    /// <param name="role">What it is for.</param>
    /// <param name="name">Its name.</param>
    /// <param name="expected">The types it may have.</param>
    /// <param name="got">The type it has, with a remedy where there is one.</param>
    public static ArgumentOutOfRangeException Type(string role, string name, string expected, string got) =>
        new(Argument, $"Schema mismatch for {role} column '{name}': expected {expected}, got {got}");

    /// <summary>A label has too few or too many classes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">How many it has.</param>
    /// <param name="most">How many it may have.</param>
    public static ArgumentOutOfRangeException Classes(string name, ulong count, int most) =>
        new(Argument, $"Label column '{name}' has {count} classes; expected 2 to {most}. Map values to keys with Conversion.MapValueToKey.");
}
