namespace Interop.Parity.Cases.Random;

/// <summary>Sizes around 16, where libtorch's normal numbers change their formula, and odd ones, which leave a number behind.</summary>
internal static class StreamCases
{
    private static readonly int[] Sizes = [1, 2, 3, 15, 16, 17, 31, 32, 33, 100, 5, 700];

    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All() =>
        Enum.GetValues<StreamKind>().Select(kind => new StreamCase(kind, Sizes) { Seed = 400 + (ulong)kind });
}
