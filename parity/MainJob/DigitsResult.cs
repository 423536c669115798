namespace Interop.Parity.MainJob;

/// <summary>What the main job found.</summary>
internal sealed record DigitsResult
{
    /// <summary>One thing that must hold, and how it stands.</summary>
    /// <param name="What">What must hold.</param>
    /// <param name="Found">How it stands.</param>
    /// <param name="Holds">Whether it does.</param>
    internal sealed record Check(string What, string Found, bool Holds);

    /// <summary>The samples to train on, to validate on, and to test on.</summary>
    public required (int Train, int Validation, int Test) Samples { get; init; }

    /// <summary>The network, in words.</summary>
    public required string Network { get; init; }

    /// <summary>The epochs that training might take.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch whose weights were kept, counted from 1.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The part of the test samples that were classified rightly.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>The ONNX file.</summary>
    public required string OnnxFile { get; init; }

    /// <summary>The largest difference between a probability here and in ONNX Runtime.</summary>
    public required double LargestDifference { get; init; }

    /// <summary>What must hold.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>Whether everything does.</summary>
    public bool Holds => Checks.All(check => check.Holds);
}
