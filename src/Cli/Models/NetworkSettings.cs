namespace Interop.Cli.Models;

/// <summary>The network to train, by a few numbers or by a description in JSON.</summary>
internal sealed record NetworkSettings
{
    /// <summary>The units of each hidden layer; null where it was not said.</summary>
    public required IReadOnlyList<int>? Hidden { get; init; }

    /// <summary>The filters of each convolution; null where it was not said.</summary>
    public required IReadOnlyList<int>? Convolutions { get; init; }

    /// <summary>The kernel's extent.</summary>
    public required int Kernel { get; init; }

    /// <summary>The extent of the pooling behind each convolution; 1 for none.</summary>
    public required int Pool { get; init; }

    /// <summary>The activation function of hidden layers.</summary>
    public required string Activation { get; init; }

    /// <summary>The share of hidden units that is dropped in training.</summary>
    public required double Dropout { get; init; }

    /// <summary>Whether hidden layers are followed by batch normalization.</summary>
    public required bool BatchNormalization { get; init; }

    /// <summary>The strength of a penalty on the squares of weights.</summary>
    public required double L2 { get; init; }

    /// <summary>A file that describes the layers instead.</summary>
    public required string? File { get; init; }
}
