namespace Interop.Native.Data;

/// <summary>Where MNIST's files are, and whether images and labels belong together.</summary>
internal static class MnistFiles
{
    /// <summary>The path of one of the four files.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="name">The name's beginning.</param>
    /// <param name="axes">The number of its axes, which is part of its name.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string Find(string root, string name, int axes)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);

        // Published as train-images-idx3-ubyte.gz; some unpackers write a dot.
        string[] names = [.. new[] { $"{name}-idx{axes}-ubyte", $"{name}.idx{axes}-ubyte" }.SelectMany(file => new[] { file, $"{file}.gz" })];
        string[] folders = [root, Path.Combine(root, "MNIST", "raw")];
        return folders.SelectMany(folder => names.Select(file => Path.Combine(folder, file))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"Expected {string.Join(" or ", names)} in '{root}' or in 'MNIST/raw' below it, and none is there; download MNIST's four files into it.", names[0]);
    }

    /// <summary>Throws unless images are bytes [N, H, W], labels bytes [N], and both as many.</summary>
    public static void Check(string imagesName, IdxHeader images, string labelsName, IdxHeader labels)
    {
        if (images.Type != IdxElementType.UInt8 || images.Shape.Rank != 3 || images.Shape[1] == 0 || images.Shape[2] == 0)
        {
            throw new InvalidDataException($"{imagesName}: expected images as bytes of shape [N, H, W], got {images.Type} of shape {images.Shape}.");
        }

        if (labels.Type != IdxElementType.UInt8 || labels.Shape.Rank != 1)
        {
            throw new InvalidDataException($"{labelsName}: expected labels as bytes of shape [N], got {labels.Type} of shape {labels.Shape}.");
        }

        if (images.Shape[0] != labels.Shape[0])
        {
            throw new InvalidDataException($"{imagesName} has {images.Shape[0]} images, but {labelsName} has {labels.Shape[0]} labels; take files that belong together.");
        }
    }

    /// <summary>A label that is one of the classes.</summary>
    public static int CheckLabel(byte label, int classes, string name, long row) => label < classes
        ? label
        : throw new InvalidDataException($"{name}: label {row} is {label}, expected 0 to {classes - 1}; give the number of classes if there are more.");
}
