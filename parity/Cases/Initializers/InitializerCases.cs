namespace Interop.Parity.Cases.Initializers;

/// <summary>Networks of one to five layers, thin and wide, from several seeds.</summary>
internal static class InitializerCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All() =>
    [
        new InitializerCase([3, 2], false) { Seed = 7 },
        new InitializerCase([1, 1], false) { Seed = 0 },
        new InitializerCase([4, 16, 3], false) { Seed = 42 },
        new InitializerCase([5, 9, 9, 9, 9, 2], false) { Seed = 4294967296 + 5 },
        new InitializerCase([64, 128, 64, 10], true) { Seed = 1 },
        new InitializerCase([100, 33, 17, 1], true) { Seed = 123456789 },
    ];
}
