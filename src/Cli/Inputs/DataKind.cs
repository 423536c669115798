namespace Interop.Cli.Inputs;

/// <summary>What kind of data a path leads to.</summary>
internal enum DataKind
{
    /// <summary>A CSV file.</summary>
    Table,

    /// <summary>A folder with a folder of images for each class.</summary>
    ImageFolder,

    /// <summary>A folder with MNIST's four files.</summary>
    MnistFolder,

    /// <summary>An IDX file of images.</summary>
    IdxFile,
}
