using Interop.Data.Images;

namespace Interop.Cli.Inputs;

/// <summary>Tells what kind of data a path leads to.</summary>
internal static class DataPath
{
    /// <summary>The kind of data at a path.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="CommandException">There is nothing, or nothing that can be read.</exception>
    public static DataKind KindOf(string path)
    {
        if (Directory.Exists(path))
        {
            return KindOfFolder(path);
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException(null, path);
        }

        if (IsIdx(path))
        {
            return DataKind.IdxFile;
        }

        return IsTable(path)
            ? DataKind.Table
            : throw new CommandException(
                ExitCode.BadInput,
                $"'{path}' is of a kind that is not known as data.",
                "Give a table (.csv, .tsv, .txt, also .gz), a folder of images with a folder for each class, a folder with MNIST's files, or an IDX file.");
    }

    /// <summary>Whether a path leads to images: a folder, an image, or an IDX file.</summary>
    /// <param name="path">The path.</param>
    public static bool IsImages(string path)
    {
        // The last three are images, too, though of kinds that are not read.
        return Directory.Exists(path) || IsIdx(path) || ImageFile.HasExtension(path) || Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".gif";
    }

    /// <summary>Whether a path leads to a table.</summary>
    /// <param name="path">The path.</param>
    public static bool IsTable(string path) => Path.GetExtension(Unzipped(path)) is ".csv" or ".tsv" or ".txt" or ".data" or ".tab";

    /// <summary>A short name for data at a path: its file's or folder's, without extensions.</summary>
    /// <param name="path">The path.</param>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        name = dot > 0 ? name[..dot] : name;
        return name.Length > 0 ? name : "data";
    }

    private static bool IsIdx(string path) =>
        Unzipped(path) is var name && (name.EndsWith("ubyte", StringComparison.Ordinal) || Path.GetExtension(name).StartsWith(".idx", StringComparison.Ordinal));

    // The name in small letters, as it was before it was compressed.
    private static string Unzipped(string path) =>
        Path.GetFileName(path).ToLowerInvariant() is var name && name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;

    private static DataKind KindOfFolder(string path)
    {
        string[] places = [path, Path.Combine(path, "MNIST", "raw")];
        if (places.Any(place => Directory.Exists(place) && Directory.EnumerateFiles(place).Any(IsMnist)))
        {
            return DataKind.MnistFolder;
        }

        return Directory.EnumerateDirectories(path).Any()
            ? DataKind.ImageFolder
            : throw new CommandException(
                ExitCode.BadInput,
                $"The folder '{path}' holds neither a folder for each class nor MNIST's files.",
                "Lay images out as folder/cat/1.png, folder/dog/2.png; or name a file in it.");
    }

    private static bool IsMnist(string file) =>
        Path.GetFileName(file) is var name && (name.StartsWith("train-images", StringComparison.Ordinal) || name.StartsWith("t10k-images", StringComparison.Ordinal));
}
