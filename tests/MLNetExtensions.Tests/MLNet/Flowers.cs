using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Rows of three classes that a small network tells apart, the same for the same seed.</summary>
internal static class Flowers
{
    public static string[] Names { get; } = ["setosa", "versicolor", "virginica"];

    public static Flower[] Rows(int count, int seed)
    {
        var random = new Random(seed);
        float Noise() => (float)(random.NextDouble() + random.NextDouble() - 1);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                var kind = random.Next(3);
                return new Flower
                {
                    Kind = Names[kind],
                    A = 5 + kind + (1.2f * Noise()),
                    B = 3 + (0.3f * Noise()),
                    C = 1.5f + (1.2f * kind) + (1.4f * Noise()),
                    D = Noise(),
                };
            }),
        ];
    }

    public static IDataView View(MLContext context, int count, int seed) => context.Data.LoadFromEnumerable(Rows(count, seed));

    /// <summary>The steps before the trainer.</summary>
    public static IEstimator<ITransformer> Preparation(MLContext context) =>
        context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Kind), keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(context.Transforms.Concatenate("Features", nameof(Flower.A), nameof(Flower.B), nameof(Flower.C), nameof(Flower.D)))
            .Append(context.Transforms.NormalizeMeanVariance("Features"));

    public static NeuralNetworkTrainer Trainer(MLContext context, int epochs = 15) =>
        context.MulticlassClassification.Trainers.NeuralNetwork(context, hiddenSizes: [16], epochs: epochs, learningRate: 0.01f);

    /// <summary>Preparation, trainer, and the name of the predicted class.</summary>
    public static IEstimator<ITransformer> Pipeline(MLContext context, int epochs = 15) => Preparation(context)
        .Append(Trainer(context, epochs))
        .Append(context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel"));

    internal sealed class Flower
    {
        [LoadColumn(0)]
        public string Kind { get; set; } = "";

        [LoadColumn(1)]
        public float A { get; set; }

        [LoadColumn(2)]
        public float B { get; set; }

        [LoadColumn(3)]
        public float C { get; set; }

        [LoadColumn(4)]
        public float D { get; set; }
    }

    internal sealed class Answer
    {
        public string PredictedKind { get; set; } = "";

        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
