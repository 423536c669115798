namespace Interop.Parity.Cases.BatchNormalization;

/// <summary>Features and images, batches of 2 to 64, other momenta and ε than the default.</summary>
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
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 500 + (ulong)i });
    }
}
