using Interop.Native.Random;
using static Interop.Parity.Cases.Dropout.DropoutKind;

namespace Interop.Parity.Cases.Dropout;

/// <summary>
/// Dropout of elements, channels and weights over rates from 0 to 1, shapes around the sizes at which kernels change, and batches one after the
/// other; elements and channels from both streams of masks.
/// </summary>
internal static class DropoutCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        DropoutCase[] cases =
        [
            new(Elements, 0, [4, 5], 2),
            new(Elements, 0.1, [32, 128], 1),
            new(Elements, 0.2, [1, 1], 3),
            new(Elements, 0.25, [3, 7], 4),
            new(Elements, 0.5, [1, 20], 1),
            new(Elements, 0.5, [8, 64], 3),
            new(Elements, 0.5, [2, 3, 5, 7], 2),
            new(Elements, 0.73, [5, 313], 2),
            new(Elements, 0.99, [16, 16], 2),
            new(Elements, 1, [4, 5], 2),
            new(Elements, 0.3, [7, 9], 2),
            new(Elements, 0.4, [3, 21], 2),
            new(Elements, 0.6, [11, 13], 2),
            new(Elements, 0.8, [2, 65], 2),
            new(Elements, 0.9, [2, 2, 33], 2),
            new(Channels, 0, [2, 3, 4], 2),
            new(Channels, 0.2, [4, 9, 5], 3),
            new(Channels, 0.5, [2, 16, 3], 2),
            new(Channels, 0.1, [3, 8, 2, 3], 2),
            new(Channels, 0.5, [4, 17, 3, 2], 3),
            new(Channels, 0.9, [2, 9, 3, 3], 2),
            new(Channels, 1, [2, 3, 2, 2], 2),
            new(Channels, 0.25, [2, 7, 2, 2, 3], 3),
            new(Channels, 0.7, [3, 5, 2, 3, 2], 2),
        ];
        return Seeded(cases, 300)
            .Concat(Seeded(cases.Select(of => new DropoutCase(of.Kind, of.Rate, of.Shape, of.Batches, BernoulliStream.MklMcg31)), 330))
            .Concat(Seeded(Alpha(), 360))
            .Concat(Seeded(Standard(), 370))
            .Concat(Connected())
            .Concat(Published());
    }

    private static IEnumerable<ParityCase> Seeded(IEnumerable<DropoutCase> cases, ulong first) =>
        cases.Select(ParityCase (parityCase, i) => parityCase with { Seed = first + (ulong)i, Masks = parityCase.Stream });

    private static DropoutCase[] Alpha() =>
        [new(DropoutKind.Alpha, 0, [3, 5], 1), new(DropoutKind.Alpha, 0.1, [6, 17], 2), new(DropoutKind.Alpha, 0.5, [2, 3, 7], 2), new(DropoutKind.Alpha, 1, [3, 5], 1)];

    private static DropoutCase[] Standard() =>
        [new(DropoutKind.Standard, 0, [3, 5], 1), new(DropoutKind.Standard, 0.2, [6, 17], 2), new(DropoutKind.Standard, 0.5, [2, 3, 7], 2), new(DropoutKind.Standard, 1, [3, 5], 1)];

    private static IEnumerable<ParityCase> Connected()
    {
        DropConnectCase[] cases = [new(0, [4, 3], 5, 1), new(0.2, [7, 9], 4, 3), new(0.5, [16, 33], 6, 2), new(0.9, [3, 20], 1, 2), new(1, [4, 3], 2, 1)];
        return cases.Select((parityCase, i) => parityCase with { Seed = 380 + (ulong)i, Masks = BernoulliStream.Mt19937 });
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
