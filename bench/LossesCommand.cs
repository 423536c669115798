using System.Globalization;
using Interop.Bench.Peers;
using Interop.Native.Losses;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Bench;

/// <summary>What a loss and its gradient cost for a batch, for the outputs of the other workloads and for larger ones.</summary>
internal static class LossesCommand
{
    private static readonly (string Name, Loss Loss, int[] Predictions, int[] Targets)[] Cases =
    [
        ("softmax and cross-entropy, class indices", new CategoricalCrossentropy(fromLogits: true), [32, 3], [32]),
        ("softmax and cross-entropy, class indices", new CategoricalCrossentropy(fromLogits: true), [32, 10], [32]),
        ("softmax and cross-entropy, class indices", new CategoricalCrossentropy(fromLogits: true), [128, 10], [128]),
        ("softmax and cross-entropy, one-hot", new CategoricalCrossentropy(fromLogits: true), [128, 10], [128, 10]),
        ("softmax and cross-entropy, class indices", new CategoricalCrossentropy(fromLogits: true), [128, 1000], [128]),
        ("softmax and cross-entropy, one-hot", new CategoricalCrossentropy(fromLogits: true), [128, 1000], [128, 1000]),
        ("softmax and cross-entropy, smoothed", new CategoricalCrossentropy(fromLogits: true) { LabelSmoothing = 0.1f }, [128, 1000], [128]),
        ("softmax and cross-entropy, pixels", new CategoricalCrossentropy(fromLogits: true), [4, 21, 64, 64], [4, 64, 64]),
        ("binary cross-entropy, logits", new BinaryCrossentropy(fromLogits: true), [128, 784], [128, 784]),
        ("binary cross-entropy, probabilities", new BinaryCrossentropy(), [128, 784], [128, 784]),
        ("squared error", new MeanSquaredError(), [128, 784], [128, 784]),
        ("Huber", new Huber(), [128, 784], [128, 784]),
    ];

    /// <summary>Prints the median time of many evaluations.</summary>
    public static int Run(TextWriter output)
    {
        output.WriteLine("| loss with gradient | predictions | µs | ns per prediction |");
        output.WriteLine("|---|---|---|---|");

        // The first round is for the compiler, which makes its best of what runs often, after a while.
        foreach (var isMeasured in new[] { false, true })
        {
            foreach (var (name, loss, predictionShape, targetShape) in Cases)
            {
                var microseconds = Measure(loss, new Shape(predictionShape), new Shape(targetShape));
                if (isMeasured)
                {
                    var predictions = new Shape(predictionShape);
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"| {name} | {predictions} | {microseconds:F2} | {microseconds * 1000 / predictions.Size:F2} |"));
                }
            }
        }

        return 0;
    }

    private static double Measure(Loss loss, Shape predictionShape, Shape targetShape)
    {
        var predictions = new Tensor(predictionShape);
        new TorchGenerator(1).FillUniform(predictions.Span, 0, 1);
        var targets = Targets(predictionShape, targetShape);
        var gradient = new Tensor(predictionShape);
        var (sample, target) = (predictionShape.Skip(1), targetShape.Skip(1));
        return 1000 * Repetitions.Median(
            () => loss.Evaluate(new LossInputs(predictionShape[0], predictions.Span, sample, targets.Span, target), gradient.Span));
    }

    // Class i mod C for the answer i, as an index or one-hot.
    private static Tensor Targets(Shape predictions, Shape shape)
    {
        var targets = new Tensor(shape);
        var isOneHot = shape == predictions;
        for (var i = 0; i < (isOneHot ? shape[0] : targets.Count); i++)
        {
            var c = i % predictions[1];
            targets.Span[isOneHot ? (i * predictions[1]) + c : i] = isOneHot ? 1 : c;
        }

        return targets;
    }
}
