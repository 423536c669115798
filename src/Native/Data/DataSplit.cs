using System.Collections.Immutable;

namespace Interop.Native.Data;

/// <summary>Which samples are trained on, validated on and tested on: positions in ascending order, each sample in exactly one part.</summary>
/// <param name="Train">The samples to train on.</param>
/// <param name="Validation">The samples to validate on.</param>
/// <param name="Test">The samples to test on.</param>
public sealed record DataSplit(ImmutableArray<int> Train, ImmutableArray<int> Validation, ImmutableArray<int> Test);
