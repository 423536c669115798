namespace Interop.Native.Tests.Infrastructure;

/// <summary>The repository that the tests run in.</summary>
public static class RepositoryFolder
{
    /// <summary>A path in the repository.</summary>
    /// <param name="parts">Folders and file below the repository's root.</param>
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Interop.sln")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, $"Needs the repository, which was expected above '{AppContext.BaseDirectory}'.");
        return System.IO.Path.Combine([folder!.FullName, .. parts]);
    }
}
