using System.Globalization;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge;
using Interop.Samples.Data;

namespace Interop.Samples.Onnx;

/// <summary>
/// Trains a network on handwritten digits, exports it, checked in ONNX Runtime, and runs the file: <c>digits.onnx</c> takes pixels from 0 to 16 as they
/// are and gives probabilities. <c>predict.py</c> and <c>predict.mjs</c> beside this program run the same file on the same rows of <c>digits.csv</c>.
/// </summary>
public static class Program
{
    private const int Rows = 10;
    private const float FullPixel = 16;

    /// <summary>Writes <c>digits.onnx</c> and <c>digits.csv</c> into a folder and prints what the file says of the rows.</summary>
    /// <param name="arguments">The folder; the current one when left out.</param>
    public static void Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var folder = arguments.FirstOrDefault() ?? ".";
        Directory.CreateDirectory(folder);
        Run(folder, Console.Out);
    }

    /// <summary>Writes <c>digits.onnx</c> and <c>digits.csv</c> into a folder and prints what the file says of the rows.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="output">Where to print.</param>
    public static void Run(string folder, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var digits = Digits.Load();
        var model = new Sequential(new Dense(32, activation: "relu"), new BatchNormalization(), new Dense(10));
        model.Compile(optimizer: "adam", loss: new CategoricalCrossentropy(fromLogits: true), "accuracy");
        model.Fit(digits.Features, digits.Targets, batchSize: 32, epochs: 5);

        var pixels = RawPixels(digits.Features, Rows);
        File.WriteAllLines(Path.Combine(folder, "digits.csv"), Enumerable.Range(0, Rows).Select(row => string.Join(',', pixels.Rows(row, 1).ToArray())));

        var path = Path.Combine(folder, "digits.onnx");
        var options = new OnnxExportOptions
        {
            InputNames = ["pixels"],
            OutputNames = ["probabilities"],
            InputNormalization = new Dictionary<string, OnnxInputNormalization> { ["input"] = new([0], [16]) },
            Head = new OnnxClassificationHead { Softmax = true, ClassOutput = null },
        };
        OnnxExporter.Export(model, path, options, verify: true);
        var probabilities = OnnxModel.Load(path).Predict(pixels);

        for (var row = 0; row < Rows; row++)
        {
            var scores = probabilities.Rows(row, 1).ToArray();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Array.IndexOf(scores, scores.Max())} {scores.Max():F4}"));
        }
    }

    private static Tensor RawPixels(Tensor features, int rows)
    {
        var pixels = features.Rows(0, rows).Clone();
        foreach (ref var pixel in pixels.Span)
        {
            pixel *= FullPixel;
        }

        return pixels;
    }
}
