namespace Interop.Cli.Tests.Infrastructure;

/// <summary>A new folder that commands run in, as a new user's: empty but for the data sets that a test asks for. It is gone afterwards.</summary>
internal sealed class EmptyFolder : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly string _path = Directory.CreateTempSubdirectory("interop-cli-").FullName;

    /// <summary>Makes the folder and goes there.</summary>
    /// <param name="data">The sample files to copy into it.</param>
    public EmptyFolder(params string[] data)
    {
        foreach (var file in data)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "data", file), Path.Combine(_path, file));
        }

        Environment.CurrentDirectory = _path;
    }

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">What it holds.</param>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return name;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Directory.Delete(_path, recursive: true);
    }
}
