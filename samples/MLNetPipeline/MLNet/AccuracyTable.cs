using System.Diagnostics;
using Interop.MLNetExtensions;
using Interop.Native.Optimizers;
using Interop.Samples.Data;
using Microsoft.ML;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>
/// Networks beside ML.NET's own trainers, at their defaults and with 5-fold cross-validation over three divisions of the rows: the mean, and
/// the deviation of the three means. Every trainer gets the same folds and the same normalized features.
/// </summary>
internal static class AccuracyTable
{
    private const int Folds = 5;
    private static readonly int[] Seeds = [1, 2, 3];

    public static void Run()
    {
        var clock = Stopwatch.StartNew();
        Console.WriteLine("| data | figure | neural network | SDCA | L-BFGS | FastTree |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Multiclass(Iris.Load());
        Multiclass(Wine.Load());
        Binary(BreastCancer.Load());
        Multiclass(Digits.Load());
        Regression(Diabetes.Load());
        Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds:F0} s");
    }

    private static void Multiclass(SampleData data)
    {
        string Measure(Func<MLContext, IEstimator<ITransformer>> trainer) => Cell(seed =>
        {
            var context = new MLContext(seed);
            var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
                .Append(context.Transforms.NormalizeMeanVariance("Features", fixZero: false)).AppendCacheCheckpoint(context).Append(trainer(context));
            return context.MulticlassClassification.CrossValidate(SampleViews.Classes(context, data), pipeline, Folds, seed: seed).Average(fold => fold.Metrics.MicroAccuracy);
        });

        Write(
            data.Name,
            "accuracy",
            Measure(context => context.MulticlassClassification.Trainers.NeuralNetwork(context, Classifier())),
            Measure(context => context.MulticlassClassification.Trainers.SdcaMaximumEntropy()),
            Measure(context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
            Measure(context => context.MulticlassClassification.Trainers.OneVersusAll(context.BinaryClassification.Trainers.FastTree())));
    }

    private static void Binary(SampleData data)
    {
        (string Accuracy, string Auc) Measure(Func<MLContext, IEstimator<ITransformer>> trainer)
        {
            var auc = new Dictionary<int, double>();
            var accuracy = Cell(seed =>
            {
                var context = new MLContext(seed);
                var pipeline = context.Transforms.NormalizeMeanVariance("Features", fixZero: false).AppendCacheCheckpoint(context).Append(trainer(context));
                var folds = context.BinaryClassification.CrossValidateNonCalibrated(SampleViews.Binary(context, data), pipeline, Folds, seed: seed);
                auc[seed] = folds.Average(fold => fold.Metrics.AreaUnderRocCurve);
                return folds.Average(fold => fold.Metrics.Accuracy);
            });
            return (accuracy, Cell(seed => auc[seed]));
        }

        var network = Measure(context => context.BinaryClassification.Trainers.NeuralNetwork(context, Classifier()));
        var sdca = Measure(context => context.BinaryClassification.Trainers.SdcaLogisticRegression());
        var lbfgs = Measure(context => context.BinaryClassification.Trainers.LbfgsLogisticRegression());
        var trees = Measure(context => context.BinaryClassification.Trainers.FastTree());
        Write(data.Name, "accuracy", network.Accuracy, sdca.Accuracy, lbfgs.Accuracy, trees.Accuracy);
        Write(data.Name, "AUC", network.Auc, sdca.Auc, lbfgs.Auc, trees.Auc);
    }

    private static void Regression(SampleData data)
    {
        string Measure(Func<MLContext, IEstimator<ITransformer>> trainer) => Cell(seed =>
        {
            var context = new MLContext(seed);
            var pipeline = context.Transforms.NormalizeMeanVariance("Features", fixZero: false).AppendCacheCheckpoint(context).Append(trainer(context));
            return context.Regression.CrossValidate(SampleViews.Values(context, data), pipeline, Folds, seed: seed).Average(fold => fold.Metrics.RSquared);
        });

        Write(
            data.Name,
            "R²",
            Measure(context => context.Regression.Trainers.NeuralNetwork(
                context,
                new NeuralNetworkOptions { HiddenSizes = [16], Epochs = 20, CreateOptimizer = () => new AdamW(5e-3f, weightDecay: 1f) })),
            Measure(context => context.Regression.Trainers.Sdca()),
            Measure(context => context.Regression.Trainers.LbfgsPoissonRegression()),
            Measure(context => context.Regression.Trainers.FastTree()));
    }

    private static NeuralNetworkOptions Classifier() => new()
    {
        HiddenSizes = [128],
        Dropout = 0.2f,
        Epochs = 60,
        CreateOptimizer = () => new AdamW(2e-3f, weightDecay: 0.3f),
    };

    private static string Cell(Func<int, double> measure)
    {
        double[] values = [.. Seeds.Select(measure)];
        var mean = values.Average();
        return $"{mean:F4} ± {Math.Sqrt(values.Average(value => (value - mean) * (value - mean))):F4}";
    }

    private static void Write(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
