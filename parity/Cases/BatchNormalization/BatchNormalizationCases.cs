using static Interop.Parity.Cases.BatchNormalization.BatchNormalizationForm;

namespace Interop.Parity.Cases.BatchNormalization;

/// <summary>Features, sequences, images and volumes, batches of 2 to 64, other momenta and ε than the default, and each form.</summary>
internal static class BatchNormalizationCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        BatchNormalizationCase[] cases =
        [
            new([5], 2, 0.1, 1e-5),
            new([16], 32, 0.1, 1e-5),
            new([33], 64, 0.1, 1e-5),
            new([8], 7, 0.5, 1e-3),
            new([8], 16, 0, 1e-5),
            new([8], 16, 1, 1e-5),
            new([3, 4, 5], 6, 0.1, 1e-5),
            new([4, 9], 5, 0.1, 1e-5),
            new([3, 8, 6], 4, 0.3, 1e-3) { Checkpoints = [1, 10, 1000] },
            new([2, 3, 4, 3], 3, 0.1, 1e-5),
            new([5, 2, 2, 2], 2, 0.5, 1e-4),
            new([7], 12, 0.1, 1e-5, WithoutAffine),
            new([3, 4, 5], 4, 0.1, 1e-5, WithoutAffine),
            new([7], 12, 0.1, 1e-5, WithoutStatistics),
            new([3, 4, 5], 4, 0.1, 1e-5, WithoutStatistics),
            new([7], 12, 0.1, 1e-5, Cumulative),
            new([3, 4, 5], 4, 0.1, 1e-5, Cumulative),
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 500 + (ulong)i });
    }
}
