using Interop.Native.Random;
using Interop.Parity.Cases.Optimizers;

namespace Interop.Parity.Cases.Training;

/// <summary>
/// A multilayer perceptron plain, normalized, with dropout, and with both, under each optimizer, for 100 steps; and two for 1,000, on more
/// data, so that there is something left to learn at the end.
/// </summary>
internal static class TrainingCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        var sgd = new OptimizerOptions(OptimizerKind.SGD, 0.05f) { Momentum = 0.9 };
        var adam = new OptimizerOptions(OptimizerKind.Adam, 1e-3f);
        int[] widths = [20, 32, 16, 4];
        TrainingCase[] cases =
        [
            new("mlp-sgd", widths, false, 0, sgd),
            new("mlp-adam", widths, false, 0, adam),
            new("mlp-bn-adam", widths, true, 0, adam),
            new("mlp-dropout-sgd", widths, false, 0.5, sgd),
            new("mlp-bn-dropout-sgd", widths, true, 0.2, sgd),
            new("mlp-bn-dropout-adam", widths, true, 0.5, adam),
            new("mlp-sgd-1000", widths, false, 0, sgd with { LearningRate = 0.01f }) { Steps = 1000, Batches = 40 },
            new("mlp-bn-dropout-adam-1000", widths, true, 0.5, adam) { Steps = 1000, Batches = 40 },
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 600 + (ulong)i, Masks = parityCase.DropoutRate > 0 ? BernoulliStream.Mt19937 : null });
    }
}
