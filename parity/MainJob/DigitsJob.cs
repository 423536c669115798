using System.Globalization;
using Interop.Native.Data;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.OnnxBridge;
using Interop.Parity.Reports;
using Interop.Samples.Data;

namespace Interop.Parity.MainJob;

/// <summary>
/// The whole chain for real: read the digits, train, test, train again to see that nothing changes, export to ONNX, run the test set in ONNX
/// Runtime, compare.
/// </summary>
internal static class DigitsJob
{
    private const double LeastAccuracy = 0.97;
    private const double LargestDifferenceAllowed = 1e-5;
    private static readonly SplitFractions Fractions = new(0.6, 0.2, 0.2);

    /// <summary>Does the main job.</summary>
    /// <param name="display">Where it shows itself.</param>
    /// <param name="folder">Where the ONNX file goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    /// <exception cref="IOException">The digits cannot be found, or the ONNX file cannot be written.</exception>
    /// <exception cref="InvalidDataException">The digits are damaged.</exception>
    public static DigitsResult Run(Display display, string folder, CancellationToken cancellation)
    {
        var data = Digits.Load();
        var split = StratifiedSplit.Create(data.Targets, Fractions, new TorchGenerator(DigitsNetwork.Seed));
        var train = data.Subset(split.Train.AsSpan());
        var validation = data.Subset(split.Validation.AsSpan());
        var test = data.Subset(split.Test.AsSpan());
        display.Line(
            $"{data.Count} digits: {train.Count} to train, {validation.Count} to validate, {test.Count} to test, every class in the same proportions");
        display.Line(DigitsNetwork.Description);

        var (network, bestEpoch) = display.WithBar(
            "training",
            tell => DigitsNetwork.Train(train, validation, threads: 1, new TrainingLines(tell, display.IsLive), cancellation),
            (_, words) => display.Line(words));
        display.Line($"kept the weights of epoch {bestEpoch}, whose validation loss is the lowest");
        var fingerprint = DigitsNetwork.Fingerprint(network);
        var probabilities = network.Predict(test.Inputs[0]);
        var accuracy = Accuracy(probabilities, test.Targets[0]);
        var again = DigitsNetwork.Fingerprint(DigitsNetwork.Train(train, validation, threads: 1, null, cancellation).Network);
        var parallel = DigitsNetwork.Train(train, validation, threads: 2, null, cancellation).Network;
        var parallelAccuracy = Accuracy(parallel.Predict(test.Inputs[0]), test.Targets[0]);

        var (file, runtime) = ThroughOnnx(network, folder, test.Inputs[0]);
        var sameClasses = Enumerable.Range(0, test.Count).Count(row => Class(probabilities, row) == Class(runtime, row));
        var difference = TensorComparison.Of(runtime, probabilities).MaximumAbsolute;
        return new DigitsResult
        {
            Samples = (train.Count, validation.Count, test.Count),
            Network = DigitsNetwork.Description,
            Epochs = DigitsNetwork.Epochs,
            BestEpoch = bestEpoch,
            TestAccuracy = accuracy,
            OnnxFile = file,
            LargestDifference = difference,
            Checks =
            [
                new($"test accuracy ≥ {Text(LeastAccuracy)}", Text(accuracy), accuracy >= LeastAccuracy),
                new("trained again: same bits", $"weights {fingerprint[..12]}", fingerprint == again),
                new(
                    "on 2 threads: same bits",
                    $"accuracy {Text(parallelAccuracy)}",
                    fingerprint == DigitsNetwork.Fingerprint(parallel) && accuracy.Equals(parallelAccuracy)),
                new("ONNX Runtime: same classes", $"{sameClasses} of {test.Count}", sameClasses == test.Count),
                new(
                    $"ONNX Runtime: within {Display.Number(LargestDifferenceAllowed)}",
                    Display.Number(difference),
                    difference <= LargestDifferenceAllowed),
            ],
        };
    }

    private static (string File, Tensor Probabilities) ThroughOnnx(Sequential network, string folder, Tensor inputs)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "digits.onnx");
        OnnxExporter.Export(network, file);
        return (file, OnnxPredictions.Run(file, inputs));
    }

    private static double Accuracy(Tensor probabilities, Tensor classes) =>
        (double)Enumerable.Range(0, classes.Count).Count(row => Class(probabilities, row) == (int)classes[row]) / classes.Count;

    private static int Class(Tensor probabilities, int row)
    {
        var values = probabilities.Rows(row, 1).Span;
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
