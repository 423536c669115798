using System.Diagnostics;
using Interop.MLNetExtensions;
using Interop.Native.Optimizers;
using Interop.Samples.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>
/// Networks beside ML.NET's own trainers, with 5-fold cross-validation over ten divisions of the rows. Every trainer gets the same folds and the
/// same normalized features. ML.NET's trainers are at their defaults, SDCA on one thread, which makes it repeatable; the network is so too, and
/// once more with its settings chosen from six within the training rows of each fold, so that no test row has a part in the choice.
/// </summary>
internal static class AccuracyTable
{
    private const int Folds = 5;
    private static readonly int[] Seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    public static void Run()
    {
        var clock = Stopwatch.StartNew();
        Console.WriteLine("| data | figure | network | network, chosen | SDCA | L-BFGS | FastTree | chosen − best of ML.NET's |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Multiclass(Iris.Load());
        Multiclass(Wine.Load());
        Binary(BreastCancer.Load());
        Multiclass(Digits.Load());
        Regression(Diabetes.Load());
        Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds:F0} s");
    }

    private static void Multiclass(SampleData data)
    {
        FoldFigures Measure(Func<MLContext, IEstimator<ITransformer>> trainer) => Figures(seed =>
        {
            var context = new MLContext(seed);
            var pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(Normalized(context)).Append(trainer(context));
            return context.MulticlassClassification.CrossValidate(SampleViews.Classes(context, data), pipeline, Folds, seed: seed).Select(fold => fold.Metrics.MicroAccuracy);
        });

        Write(
            data.Name,
            "accuracy",
            Measure(context => context.MulticlassClassification.Trainers.NeuralNetwork(context)),
            Measure(context => new ChosenByCrossValidation(
                [.. Candidates(context).Select(options => context.MulticlassClassification.Trainers.NeuralNetwork(context, options))],
                (rows, candidate) => context.MulticlassClassification.CrossValidate(rows, candidate, ChosenByCrossValidation.Folds).Average(fold => fold.Metrics.LogLoss))),
            Measure(context => context.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 })),
            Measure(context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
            Measure(context => context.MulticlassClassification.Trainers.OneVersusAll(context.BinaryClassification.Trainers.FastTree())));
    }

    private static void Binary(SampleData data)
    {
        (FoldFigures Accuracy, FoldFigures Auc) Measure(Func<MLContext, IEstimator<ITransformer>> trainer)
        {
            var auc = new List<double>();
            var accuracy = Figures(seed =>
            {
                var context = new MLContext(seed);
                var pipeline = Normalized(context).Append(trainer(context));
                var folds = context.BinaryClassification.CrossValidateNonCalibrated(SampleViews.Binary(context, data), pipeline, Folds, seed: seed);
                auc.AddRange(folds.Select(fold => fold.Metrics.AreaUnderRocCurve));
                return folds.Select(fold => fold.Metrics.Accuracy);
            });
            return (accuracy, new FoldFigures(auc, Folds));
        }

        var measured = new[]
        {
            Measure(context => context.BinaryClassification.Trainers.NeuralNetwork(context)),
            Measure(context => new ChosenByCrossValidation(
                [.. Candidates(context).Select(options => context.BinaryClassification.Trainers.NeuralNetwork(context, options))],
                (rows, candidate) => context.BinaryClassification.CrossValidate(rows, candidate, ChosenByCrossValidation.Folds).Average(fold => fold.Metrics.LogLoss))),
            Measure(context => context.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 })),
            Measure(context => context.BinaryClassification.Trainers.LbfgsLogisticRegression()),
            Measure(context => context.BinaryClassification.Trainers.FastTree()),
        };
        Write(data.Name, "accuracy", [.. measured.Select(figures => figures.Accuracy)]);
        Write(data.Name, "AUC", [.. measured.Select(figures => figures.Auc)]);
    }

    private static void Regression(SampleData data)
    {
        FoldFigures Measure(Func<MLContext, IEstimator<ITransformer>> trainer) => Figures(seed =>
        {
            var context = new MLContext(seed);
            return context.Regression.CrossValidate(SampleViews.Values(context, data), Normalized(context).Append(trainer(context)), Folds, seed: seed)
                .Select(fold => fold.Metrics.RSquared);
        });

        Write(
            data.Name,
            "R²",
            Measure(context => context.Regression.Trainers.NeuralNetwork(context)),
            Measure(context => new ChosenByCrossValidation(
                [.. Candidates(context).Select(options => context.Regression.Trainers.NeuralNetwork(context, options))],
                (rows, candidate) => context.Regression.CrossValidate(rows, candidate, ChosenByCrossValidation.Folds).Average(fold => fold.Metrics.MeanSquaredError))),
            Measure(context => context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 })),
            Measure(context => context.Regression.Trainers.LbfgsPoissonRegression()),
            Measure(context => context.Regression.Trainers.FastTree()));
    }

    private static EstimatorChain<NormalizingTransformer> Normalized(MLContext context) =>
        new EstimatorChain<ITransformer>().Append(context.Transforms.NormalizeMeanVariance("Features", fixZero: false)).AppendCacheCheckpoint(context);

    // Three sizes by two speeds of learning, all with weights that decay.
    private static IEnumerable<NeuralNetworkOptions> Candidates(MLContext context)
    {
        foreach (var size in (int[])[16, 64, 128])
        {
            foreach (var rate in (float[])[2e-3f, 5e-3f])
            {
                yield return new NeuralNetworkOptions { HiddenSizes = [size], CreateOptimizer = () => new AdamW(rate, weightDecay: 1f), Seed = 1 };
            }
        }
    }

    private static FoldFigures Figures(Func<int, IEnumerable<double>> measure) => new([.. Seeds.SelectMany(measure)], Folds);

    private static void Write(string data, string figure, params FoldFigures[] cells)
    {
        var (chosen, best) = (cells[1], cells[2..].MaxBy(cell => cell.Mean)!);
        var difference = chosen.Minus(best);
        Console.WriteLine($"| {data} | {figure} | {string.Join(" | ", cells.AsEnumerable())} | {difference.Mean:+0.0000;-0.0000} ± {difference.StandardError:F4} |");
    }
}
