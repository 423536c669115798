using Interop.MLNetExtensions;
using Interop.Samples.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>Handwritten digits through a pipeline: train, evaluate, save, load, predict, convert to ONNX.</summary>
internal static class DigitsPipeline
{
    public static void Run()
    {
        var context = new MLContext(seed: 1);
        context.Log += (_, line) =>
        {
            if (line.Source.StartsWith("NeuralNetwork", StringComparison.Ordinal) && line.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Info)
            {
                Console.WriteLine($"  {line.RawMessage}");
            }
        };

        var split = context.Data.TrainTestSplit(SampleViews.Classes(context, Digits.Load()), testFraction: 0.25);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Transforms.NormalizeMeanVariance("Features", fixZero: false))
            .Append(context.MulticlassClassification.Trainers.NeuralNetwork(
                context, new NeuralNetworkOptions { HiddenSizes = [128], Dropout = 0.2f, Epochs = 100, ValidationFraction = 0.1, EarlyStoppingPatience = 10 }))
            .Append(context.Transforms.Conversion.MapKeyToValue("Digit", "PredictedLabel"));

        var model = pipeline.Fit(split.TrainSet);
        var metrics = context.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine($"Accuracy {metrics.MicroAccuracy:P2}, log loss {metrics.LogLoss:F4} on digits not trained on.");
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());

        var file = Path.Combine(Path.GetTempPath(), "digits-pipeline.zip");
        context.Model.Save(model, split.TrainSet.Schema, file);
        var loaded = new MLContext().Model.Load(file, out _);
        var definition = SchemaDefinition.Create(typeof(SampleViews.ClassRow));
        definition["Features"].ColumnType = split.TrainSet.Schema["Features"].Type;
        using var engine = context.Model.CreatePredictionEngine<SampleViews.ClassRow, Answer>(loaded, inputSchemaDefinition: definition);
        var first = Digits.Load().Features.Rows(0, 1).ToArray();
        Console.WriteLine($"Saved to {file}, loaded again; the first digit is a {engine.Predict(new SampleViews.ClassRow { Features = first }).Digit}.");

        var onnx = Path.ChangeExtension(file, ".onnx");
        using (var stream = File.Create(onnx))
        {
            context.Model.ConvertPipelineToOnnx(model, split.TestSet, stream, ["Score", "Digit"]);
        }

        Console.WriteLine($"The whole pipeline as ONNX: {onnx}, checked in ONNX Runtime on 100 rows.");
    }

    private sealed class Answer
    {
        public string Digit { get; set; } = "";
    }
}
