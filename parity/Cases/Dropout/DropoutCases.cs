using Interop.Native.Random;

namespace Interop.Parity.Cases.Dropout;

/// <summary>Dropout over rates from 0 to 1, shapes around the sizes at which kernels change, and batches one after the other.</summary>
internal static class DropoutCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        DropoutCase[] cases =
        [
            new(0, [4, 5], 2),
            new(0.1, [32, 128], 1),
            new(0.2, [1, 1], 3),
            new(0.25, [3, 7], 4),
            new(0.5, [1, 20], 1),
            new(0.5, [8, 64], 3),
            new(0.5, [2, 3, 5, 7], 2),
            new(0.73, [5, 313], 2),
            new(0.99, [16, 16], 2),
            new(1, [4, 5], 2),
        ];
        return cases.Select(ParityCase (parityCase, i) => parityCase with { Seed = 300 + (ulong)i, Masks = BernoulliStream.Mt19937 }).Concat(Published());
    }

    private static IEnumerable<ParityCase> Published()
    {
        yield return new PublishedMaskCase(
            "published-linux-6x6",
            0.5,
            [6, 6],
            "torch.manual_seed(123); torch.nn.Dropout(0.5)(torch.ones(6, 6)) on an official Linux x86-64 build: rasbt/LLMs-from-scratch, issue 57",
            "111111 010000 001010 110001 100001 010000") { Seed = 123, Masks = BernoulliStream.MklMcg31 };
        yield return new PublishedMaskCase(
            "published-macos-6x6",
            0.5,
            [6, 6],
            "the same on macOS, whose build has no MKL: rasbt/LLMs-from-scratch, issue 57",
            "110110 000101 111101 011001 010101 011110") { Seed = 123, Masks = BernoulliStream.Mt19937 };
    }
}
