namespace Interop.Data.Tests.Tables;

/// <summary>A file with a text, gone afterwards.</summary>
internal sealed class TextFile : IDisposable
{
    /// <summary>Writes it.</summary>
    /// <param name="text">The text.</param>
    public TextFile(string text) => File.WriteAllText(Path, text);

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetTempFileName();

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
