namespace Interop.Cli.Training;

/// <summary>Notices when data has changed between the parts of a training.</summary>
internal static class RunData
{
    /// <summary>The size of a data file; 0 for a folder.</summary>
    /// <param name="path">The data.</param>
    public static long BytesOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
