using System.Globalization;
using Interop.Data.Images;
using Interop.Native.Data;
using Interop.Native.Data.Transforms;

namespace Interop.Cli.Inputs;

/// <summary>Reads images for training and measuring: from folders, or from IDX files.</summary>
internal static class ImageSource
{
    /// <summary>Opens images that a network is to be trained on.</summary>
    /// <param name="settings">Which, and how.</param>
    /// <param name="kind">What the path leads to.</param>
    /// <param name="seed">What augmentation follows from.</param>
    /// <returns>The images as they are and, where that was asked for, augmented.</returns>
    public static (LoadedData Plain, ImageDataset Augmented) Open(DataSettings settings, DataKind kind, ulong seed)
    {
        var notes = new List<string>();
        var input = Describe(settings, kind, notes);
        var plain = Create(settings.Path, settings.LabelFile, kind, input, [], seed, isTraining: true);
        var description = new InputDescription(null, input);
        var loaded = new LoadedData(plain, description, ClassesOf(plain), notes, 0, []);
        return (loaded, settings.Augmentations.Count == 0 ? plain : Create(settings.Path, settings.LabelFile, kind, input, settings.Augmentations, seed, isTraining: true));
    }

    /// <summary>Opens images as a model's description says.</summary>
    /// <param name="path">The folder or IDX file.</param>
    /// <param name="labelFile">The IDX file of labels.</param>
    /// <param name="description">The images.</param>
    /// <param name="isTraining">Of MNIST's files, whether those for training are meant.</param>
    /// <exception cref="CommandException">The folders are not those of the classes.</exception>
    public static LoadedData Open(string path, string? labelFile, InputDescription description, bool isTraining)
    {
        var data = Create(path, labelFile, DataPath.KindOf(path), description.Images!, [], 0, isTraining);
        if (data is ImageFolderDataset folder && !folder.ClassNames.SequenceEqual(description.ClassNames))
        {
            throw new CommandException(
                ExitCode.BadInput,
                $"The folders of '{path}' are {string.Join(", ", folder.ClassNames.Take(20))}; the model was trained on the classes {string.Join(", ", description.ClassNames.Take(20))}.",
                "Lay the images out with a folder for each class of the model; 'interop predict' takes images without classes.");
        }

        return new LoadedData(data, description, ClassesOf(data), [], 0, []);
    }

    /// <summary>What images go through on their way to a network.</summary>
    /// <param name="input">Their size.</param>
    /// <param name="augmentations">How they are changed at random.</param>
    public static Compose Transforms(ImageInput input, IReadOnlyList<string> augmentations) => new(
    [
        new Resize((input.Height, input.Width)),
        .. augmentations.Select(name => (Transform)(name switch
        {
            "flip" => new RandomHorizontalFlip(),
            "rotate" => new RandomRotation(15, Interpolation.Bilinear),
            "shift" => new RandomShift(),
            _ => new RandomZoom(),
        })),
        new ToTensor(),
    ]);

    private static ImageInput Describe(DataSettings settings, DataKind kind, List<string> notes)
    {
        if (kind == DataKind.ImageFolder)
        {
            // The first image tells whether they are in colour.
            var folder = new ImageFolderDataset(settings.Path, mode: ImageMode.AsStored);
            var shape = folder.ImageShape;
            var isGrey = settings.Grey || shape[0] <= 2;
            var (height, width) = settings.ImageSize ?? (shape[1], shape[2]);
            notes.Add($"{folder.Count} images of {folder.ClassNames.Count} classes, brought to {height}×{width} {(isGrey ? "in grey" : "in colour")}.");
            return folder.ClassNames.Count < 2
                ? throw new CommandException(ExitCode.BadInput, $"'{settings.Path}' has one folder, '{folder.ClassNames[0]}'; there is nothing to tell apart.", "Lay images out with a folder for each class.")
                : new ImageInput(isGrey ? 1 : 3, height, width, folder.ClassNames);
        }

        var (images, labels) = Files(settings.Path, settings.LabelFile, kind, isTraining: true);
        var (own, classes) = (images.Shape, Math.Max(2, labels.Data.ToArray().DefaultIfEmpty().Max() + 1));
        var size = settings.ImageSize ?? (own.Rank == 3 ? (own[1], own[2]) : (1, 1));
        notes.Add($"{own[0]} images in grey of {size.Item1}×{size.Item2}, {classes} classes.");
        return new ImageInput(1, size.Item1, size.Item2, [.. Enumerable.Range(0, classes).Select(index => index.ToString(CultureInfo.InvariantCulture))]);
    }

    private static ImageDataset Create(
        string path, string? labelFile, DataKind kind, ImageInput input, IReadOnlyList<string> augmentations, ulong seed, bool isTraining)
    {
        var transforms = Transforms(input, augmentations);
        if (kind == DataKind.ImageFolder)
        {
            return new ImageFolderDataset(path, transforms, input.Channels == 1 ? ImageMode.Grey : ImageMode.Rgb, seed);
        }

        var (images, labels) = Files(path, labelFile, kind, isTraining);
        var isSize = images.Shape.Rank == 3 && images.Shape[1] == input.Height && images.Shape[2] == input.Width;
        return new MnistDataset(images, labels, isSize && augmentations.Count == 0 ? null : transforms, seed, input.ClassNames.Count);
    }

    private static (IdxFile Images, IdxFile Labels) Files(string path, string? labelFile, DataKind kind, bool isTraining)
    {
        if (kind == DataKind.MnistFolder)
        {
            var part = isTraining ? "train" : "t10k";
            return (IdxFile.Read(FindMnist(path, $"{part}-images")), IdxFile.Read(FindMnist(path, $"{part}-labels")));
        }

        var labels = labelFile ?? FindLabels(path) ?? throw new CommandException(
            ExitCode.BadInput, $"The labels of '{path}' are not beside it.", "Name their IDX file with --labels.");
        return (IdxFile.Read(path), IdxFile.Read(labels));
    }

    private static string FindMnist(string root, string beginning)
    {
        string[] folders = [root, Path.Combine(root, "MNIST", "raw")];
        return folders.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Where(file => Path.GetFileName(file).StartsWith(beginning, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault() ?? throw new CommandException(ExitCode.BadInput, $"'{root}' has no file {beginning}-….", "Put MNIST's four files into it.");
    }

    // train-images-idx3-ubyte has its labels in train-labels-idx1-ubyte.
    private static string? FindLabels(string images)
    {
        var name = Path.GetFileName(images).Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        var path = Path.Combine(Path.GetDirectoryName(images) ?? "", name);
        return path != images && File.Exists(path) ? path : null;
    }

    private static int[] ClassesOf(ImageDataset data) => [.. Enumerable.Range(0, data.Count).Select(data.ClassOf)];
}
