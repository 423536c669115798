using System.Globalization;
using Interop.Charts;
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Samples.Experiments;

/// <summary>Two half moons with noise, told apart by a network that could draw any boundary; the penalty smooths it.</summary>
internal static class BoundariesExperiment
{
    private const int Epochs = 300;
    private const double Noise = 0.25;

    private static readonly float[] Strengths = [0, 0.001f, 0.01f];

    /// <summary>Trains with three strengths of the penalty.</summary>
    public static ExperimentResult Run()
    {
        var (x, y) = Moons(120, seed: 1);
        var (testX, testY) = Moons(1000, seed: 2);
        var table = new ResultTable("λ of L2", "Σw²", "training accuracy", "test accuracy");
        var pictures = new Dictionary<string, SvgDrawing>();
        foreach (var strength in Strengths)
        {
            Dense Layer(int units, ActivationFunction? activation) => new(units, activation) { KernelRegularizer = strength > 0 ? new L2(strength) : null };
            var network = new Sequential(Layer(64, "relu"), Layer(64, "relu"), Layer(1, null)) { Generator = new TorchGenerator(5) };
            network.Compile(new Adam(0.01f), new BinaryCrossentropy(fromLogits: true), "accuracy");
            network.Fit(x, y, batchSize: 30, epochs: Epochs);
            var norm = network.Layers.OfType<Dense>().Sum(layer => layer.Weight!.Read().ToArray().Sum(weight => (double)weight * weight));
            var name = strength.ToString("0.###", CultureInfo.InvariantCulture);
            table.Add($"{name}", $"{norm:0.0}", $"{network.Evaluate(x, y)["accuracy"]:0.0000}", $"{network.Evaluate(testX, testY)["accuracy"]:0.0000}");
            var map = new RegionMap($"Decision boundary, λ = {name}", "x", "y")
            {
                Samples = [.. Enumerable.Range(0, y.Count).Select(i => ((double)x.Span[2 * i], (double)x.Span[(2 * i) + 1], (int)y.Span[i]))],
                ClassNames = ["upper moon", "lower moon"],
            };
            pictures[$"boundaries-{name}"] = map.Draw(places => Classes(network, places));
        }

        return new ExperimentResult(table, pictures);
    }

    private static int[] Classes(Sequential network, IReadOnlyList<(double X, double Y)> places)
    {
        var points = new Tensor([places.Count, 2]);
        for (var i = 0; i < places.Count; i++)
        {
            points.Span[2 * i] = (float)places[i].X;
            points.Span[(2 * i) + 1] = (float)places[i].Y;
        }

        return [.. network.Predict(points).ToArray().Select(logit => logit > 0 ? 1 : 0)];
    }

    private static (Tensor X, Tensor Y) Moons(int count, ulong seed)
    {
        var random = new TorchGenerator(seed);
        var x = new Tensor([count, 2]);
        random.FillNormal(x.Span, 0, Noise);
        var y = new Tensor([count, 1]);
        for (var i = 0; i < count; i++)
        {
            var angle = Math.PI * (i / 2) / ((count / 2) - 1);
            var lower = i % 2;
            x.Span[2 * i] += (float)(lower == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle));
            x.Span[(2 * i) + 1] += (float)(lower == 0 ? Math.Sin(angle) : 0.5 - Math.Sin(angle));
            y.Span[i] = lower;
        }

        return (x, y);
    }
}
