using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.OnnxBridge.Tests.Infrastructure;
using Interop.Samples.Data;

namespace Interop.OnnxBridge.Tests.Import;

/// <summary>Models of PyTorch's, brought in and trained further on the digits: they learn, and what is exported afterwards does as they do.</summary>
public class FineTuningTests
{
    private const double LeastAccuracy = 0.85;

    // Six layers of eight channels that lost their batch normalization in the export learn more slowly.
    private const double LeastAccuracyOfFoldedMobilenet = 0.6;

    private static readonly OracleFile Models = OracleFile.Recorded("Import/references/pytorch_models.json.gz");

    // Each architecture once as PyTorch exports it for inference, and those with batch normalization once more with it kept.
    public static TheoryData<string, bool> Architectures
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var recorded in Models.Cases.Where(IsPlain))
            {
                data.Add(recorded.Name, recorded.Bool("folded"));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_model_learns_the_digits(string name, bool folded)
    {
        var recorded = Models.Cases.Single(candidate => IsPlain(candidate) && candidate.Name == name && candidate.Bool("folded") == folded);
        var network = OnnxImporter.Import(Convert.FromBase64String(recorded.String("model")));
        var digits = Digits.Load();
        var images = digits.Features.Reshape(new Shape(digits.Count, 1, 8, 8));
        var split = StratifiedSplit.Create(digits.Targets, new SplitFractions(0.8, 0.2, 0), new TorchGenerator(1));
        var (train, test) = (new TensorDataset(images, digits.Targets).Subset(split.Train.AsSpan()), new TensorDataset(images, digits.Targets).Subset(split.Validation.AsSpan()));
        network.Compile(new Adam(0.01f), LossOf(name), "accuracy");
        var before = network.Evaluate(test)["accuracy"];

        network.Fit(train, batchSize: 32, epochs: 15);

        var after = network.Evaluate(test)["accuracy"];
        var least = name == "mobilenet" && folded ? LeastAccuracyOfFoldedMobilenet : LeastAccuracy;
        Assert.True(after >= least && after > before, $"{name}: accuracy {before:F3} before, {after:F3} after.");
        var path = Path.GetTempFileName();
        try
        {
            OnnxExporter.Export(network, path, new OnnxExportOptions { FoldBatchNormalization = folded, Verification = new OnnxVerificationOptions { Inputs = [images.Rows(0, 64)] } }, verify: true);
            Agreement.Check(network.Predict(images), OnnxModel.Load(path).Predict(images));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Frozen_layers_stay_as_they_came()
    {
        var recorded = Models.Cases.First(candidate => candidate.Name == "vgg");
        var network = OnnxImporter.Import(Convert.FromBase64String(recorded.String("model")));
        var last = network.Layers.OfType<Dense>().Last();
        foreach (var parameter in network.Layers.Where(layer => layer != last).SelectMany(layer => layer.Parameters))
        {
            parameter.IsFrozen = true;
        }

        var before = network.Layers.OfType<Conv2D>().First().Weight!.Read().ToArray();
        var head = last.Weight!.Read().ToArray();
        var digits = Digits.Load();
        network.Compile(new Adam(), LossOf("vgg"));
        network.Fit(digits.Features.Rows(0, 320).Reshape(new Shape(320, 1, 8, 8)), digits.Targets.Rows(0, 320), batchSize: 32, epochs: 1);

        Assert.Equal(before, network.Layers.OfType<Conv2D>().First().Weight!.Read().ToArray());
        Assert.NotEqual(head, last.Weight!.Read().ToArray());
    }

    private static bool IsPlain(OracleCase recorded) => recorded.Int("opset") == 13 && recorded.Bool("dynamic");

    // By what each ends in.
    private static Loss LossOf(string name) => name switch
    {
        "lenet" => new NegativeLogLikelihood(),
        "mobilenet" => new CategoricalCrossentropy(),
        _ => new CategoricalCrossentropy(fromLogits: true),
    };
}
