using Interop.Data;

namespace Interop.Cli.Inputs;

/// <summary>Which data, and how it is read. What is null is found out and told.</summary>
internal sealed record DataSettings
{
    /// <summary>A CSV file, a folder of class folders, a folder with MNIST's files, or an IDX file of images.</summary>
    public required string Path { get; init; }

    /// <summary>The column to predict.</summary>
    public required string? Label { get; init; }

    /// <summary>What is predicted.</summary>
    public required TaskKind? Task { get; init; }

    /// <summary>The columns to predict from; empty for all others.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The columns to leave out.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    /// <summary>The columns whose numbers are categories.</summary>
    public required IReadOnlyList<string> Categorical { get; init; }

    /// <summary>What stands between fields.</summary>
    public required char? Separator { get; init; }

    /// <summary>Whether the first line is a row.</summary>
    public required bool HasNoHeader { get; init; }

    /// <summary>What becomes of missing values.</summary>
    public required MissingValues Missing { get; init; }

    /// <summary>Whether bad rows are left out and counted.</summary>
    public required bool SkipBadRows { get; init; }

    /// <summary>Whether numbers are brought to mean 0 and deviation 1.</summary>
    public required bool Standardize { get; init; }

    /// <summary>The IDX file of labels that belongs to an IDX file of images.</summary>
    public required string? LabelFile { get; init; }

    /// <summary>The size that images are brought to.</summary>
    public required (int Height, int Width)? ImageSize { get; init; }

    /// <summary>Whether images are read in grey.</summary>
    public required bool Grey { get; init; }

    /// <summary>How training images are changed at random: <c>flip</c>, <c>rotate</c>, <c>shift</c>, <c>zoom</c>.</summary>
    public required IReadOnlyList<string> Augmentations { get; init; }
}
