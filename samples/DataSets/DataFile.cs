namespace Interop.Samples.Data;

/// <summary>Finds the files of <c>samples/data</c>: beside the program, or in the repository above it.</summary>
internal static class DataFile
{
    /// <summary>The path of a data file.</summary>
    /// <param name="name">Its name, such as <c>iris.csv</c>.</param>
    /// <param name="folder">The folder it must lie in; null looks beside the program, then in the repository.</param>
    /// <exception cref="FileNotFoundException">It is in none of the places; the message lists them.</exception>
    public static string Find(string name, string? folder)
    {
        string[] places = folder is not null ? [folder] : [.. Places()];
        foreach (var place in places)
        {
            var path = Path.Combine(place, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException(
            $"The data file '{name}' was expected in {string.Join(" or in ", places.Select(place => $"'{place}'"))}, and is not there; " +
            "build the project again, which copies it, or take it from samples/data of the repository.",
            name);
    }

    private static IEnumerable<string> Places()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "data");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Interop.sln")))
            {
                yield return Path.Combine(folder.FullName, "samples", "data");
            }
        }
    }
}
