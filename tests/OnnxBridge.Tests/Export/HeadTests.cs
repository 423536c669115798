using Interop.Native.Activations;
using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Proto;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>What a file does around the network: raw inputs normalized, scores turned into probabilities, the class and its label told.</summary>
public sealed class HeadTests
{
    private static readonly string[] Labels = [.. Enumerable.Range(0, 10).Select(digit => $"digit {digit}")];

    [Fact]
    public void Raw_images_go_in_and_labels_come_out()
    {
        var raw = Examples.Batch([9, 3, 4, 4]);
        var network = Images();
        var options = new OnnxExportOptions
        {
            InputNormalization = new Dictionary<string, OnnxInputNormalization> { ["input"] = new([0.1f, -0.2f, 0.3f], [0.5f, 2, 1.5f]) },
            Head = new OnnxClassificationHead { Softmax = true, Labels = Labels },
        };

        var file = OnnxModel.FromBytes(OnnxExporter.Export(network, options, verify: true));

        var normalized = raw.Clone();
        for (var i = 0; i < raw.Count; i++)
        {
            var channel = i / 16 % 3;
            normalized.Span[i] = (raw.Span[i] - options.InputNormalization["input"].Mean[channel]) / options.InputNormalization["input"].Deviation[channel];
        }

        var expected = new Sequential(new Softmax()).Predict(network.Predict(normalized));
        Assert.Equal(["softmax", "class"], file.Outputs.Select(output => output.Name));
        Assert.Equal(["label"], file.TextOutputs.Select(output => output.Name));
        var outputs = file.Predict([raw]);
        Agreement.Check(expected, outputs[0]);
        var winners = Enumerable.Range(0, 9).Select(row => Winner(outputs[0].Rows(row, 1))).ToArray();
        Assert.Equal(winners.Select(winner => (float)winner), outputs[1].ToArray());
        Assert.Equal(winners.Select(winner => Labels[winner]), file.PredictText(raw));
        Assert.Equal(file.PredictText(raw), file.PredictText(raw, batchSize: 4));
    }

    [Theory]
    [InlineData(13)]
    [InlineData(21)]
    public void They_come_back_byte_for_byte(int opset)
    {
        var options = new OnnxExportOptions
        {
            Opset = opset,
            InputNormalization = new Dictionary<string, OnnxInputNormalization> { ["input"] = new([0.1f, 0.2f, 0.3f], [0.5f, 2, 1.5f]) },
            Head = new OnnxClassificationHead { Softmax = true, ClassOutput = null },
        };
        var bytes = OnnxExporter.Export(Images(), options);

        var back = OnnxImporter.Import(bytes);

        Assert.IsType<Normalization>(back.Layers[0]);
        Assert.Equal(bytes, OnnxExporter.Export(back, new OnnxExportOptions { Opset = opset }));
    }

    [Fact]
    public void The_outputs_wanted_are_imported_and_the_others_left_out()
    {
        var head = new OnnxClassificationHead { Labels = Labels };
        var bytes = OnnxExporter.Export(Examples.Perceptron(), new OnnxExportOptions { Head = head, OutputNames = ["scores"] });

        var back = OnnxImporter.Import(bytes, new OnnxImportOptions { Outputs = ["scores"] });

        Assert.Equal(bytes, OnnxExporter.Export(back, new OnnxExportOptions { Head = head, OutputNames = ["scores"] }));
        Assert.Contains("ArgMax", Assert.Throws<OnnxFormatException>(() => OnnxImporter.Import(bytes)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "[scores, class, label]",
            Assert.Throws<OnnxFormatException>(() => OnnxImporter.Import(bytes, new OnnxImportOptions { Outputs = ["probabilities"] })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_standardizer_goes_into_the_file()
    {
        var raw = Examples.Batch([20, 12]);
        var standardizer = Standardizer.Fit(raw);
        var network = Examples.Perceptron();
        var options = new OnnxExportOptions { InputNormalization = new Dictionary<string, OnnxInputNormalization> { ["input"] = new(standardizer) } };

        var file = OnnxModel.FromBytes(OnnxExporter.Export(network, options));

        Agreement.Check(network.Predict(standardizer.Apply(raw)), file.Predict(raw));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused(new OnnxExportOptions { InputNormalization = new Dictionary<string, OnnxInputNormalization> { ["pixels"] = new([0], [1]) } }, "'pixels'");
        Refused(new OnnxExportOptions { Head = new OnnxClassificationHead { Output = 1 } }, "output 1");
        Refused(new OnnxExportOptions { Head = new OnnxClassificationHead { Softmax = true } }, "Softmax already");
        Refused(new OnnxExportOptions { Head = new OnnxClassificationHead { Labels = ["yes", "no"] } }, "10 classes");
        Refused(new OnnxExportOptions { Head = new OnnxClassificationHead { ClassOutput = "hidden1" } }, "'hidden1'");
    }

    [Fact]
    public void The_class_alone_needs_no_labels()
    {
        var graph = ModelProto.Parser.ParseFrom(OnnxExporter.Export(Examples.Perceptron(), new OnnxExportOptions { Head = new OnnxClassificationHead() })).Graph;

        Assert.Equal(["classes/Softmax", "class"], graph.Output.Select(output => output.Name));
    }

    private static Sequential Images()
    {
        var network = new Sequential(new Conv2D(4, 3, activation: new ReLU()), new Flatten(), new Dense(10));
        network.Build(new Shape(3, 4, 4));
        return Examples.Trained(network);
    }

    private static int Winner(Tensor row) => Array.IndexOf(row.ToArray(), row.ToArray().Max());

    private static void Refused(OnnxExportOptions options, string word) => Assert.Contains(
        word, Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(Examples.Perceptron(), options)).Message, StringComparison.Ordinal);
}
