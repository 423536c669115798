using System.Text;
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge;
using Interop.TorchBridge;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Finished networks as steps: made here, from TorchSharp, from ONNX files.</summary>
public class ApplyNetworkTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Networks_are_steps_of_a_pipeline()
    {
        var network = new Sequential(new Dense(3, activation: "tanh"), new Dense(2));
        network.Build(4);
        var data = Flowers.View(_context, 40, 1);
        var pipeline = _context.Transforms.Concatenate("Features", "A", "B", "C", "D")
            .Append(_context.Transforms.ApplyNetwork(_context, network, "Hidden"));

        var hidden = pipeline.Fit(data).Transform(data).GetColumn<float[]>("Hidden").ToArray();

        var expected = network.Predict(Tensor.From([40, 4], [.. Flowers.Rows(40, 1).SelectMany(row => (float[])[row.A, row.B, row.C, row.D])]));
        Assert.Equal(expected.ToArray(), hidden.SelectMany(values => values));
    }

    [Fact]
    public void ONNX_files_are_steps_of_a_pipeline()
    {
        var network = new Sequential(new Dense(3, activation: "relu"), new Dense(2));
        network.Build(4);
        var file = Path.GetTempFileName();
        OnnxExporter.Export(network, file);
        var data = Flowers.View(_context, 20, 1);

        var model = _context.Transforms.Concatenate("Features", "A", "B", "C", "D").Append(_context.Transforms.ApplyNetwork(_context, file, "Out")).Fit(data);
        File.Delete(file);

        var expected = network.Predict(Tensor.From([20, 4], [.. Flowers.Rows(20, 1).SelectMany(row => (float[])[row.A, row.B, row.C, row.D])]));
        Assert.Equal(expected.ToArray(), model.Transform(data).GetColumn<float[]>("Out").SelectMany(values => values));
    }

    [Fact]
    public void A_network_that_TorchSharp_saved_is_a_step_of_a_pipeline()
    {
        // Linear(6, 8), Tanh, Linear(8, 3) with the rows x that it was trained on, saved by TorchSharp 0.106.
        var state = TorchStateFile.Read(Path.Combine(AppContext.BaseDirectory, "references", "torchsharp", "Adam.state.dat"));
        var network = new Sequential(new Dense(8), new Tanh(), new Dense(3));
        network.Build(6);
        network.LoadTorchState(state, new StateLoadOptions { Names = NameMap.Same.With(key => key.StartsWith("model.", StringComparison.Ordinal) ? key[6..] : null) });
        var x = state["x"].ToTensor();
        var data = _context.Data.LoadFromEnumerable(
            Enumerable.Range(0, x.Shape[0]).Select(row => new TorchRow { Features = x.Span.Slice(row * 6, 6).ToArray() }).ToArray());

        var scored = _context.Transforms.ApplyNetwork(_context, network).Fit(data).Transform(data).GetColumn<float[]>("Score").ToArray();

        float[] W(string name) => state[$"model.{name}"].ToTensor().ToArray();
        for (var row = 0; row < scored.Length; row++)
        {
            var input = x.Span.Slice(row * 6, 6).ToArray();
            double[] hidden = [.. Enumerable.Range(0, 8).Select(i => Math.Tanh(W("0.bias")[i] + Enumerable.Range(0, 6).Sum(j => (double)W("0.weight")[(i * 6) + j] * input[j])))];
            for (var output = 0; output < 3; output++)
            {
                Assert.Equal(W("2.bias")[output] + Enumerable.Range(0, 8).Sum(i => W("2.weight")[(output * 8) + i] * hidden[i]), scored[row][output], 1e-5);
            }
        }
    }

    [Fact]
    public void An_operator_that_is_not_read_is_named_with_the_way_to_run_it_all_the_same()
    {
        var network = new Sequential(new Dense(3, activation: "relu"), new Dense(2));
        network.Build(4);
        var file = Path.GetTempFileName();
        try
        {
            OnnxExporter.Export(network, file);

            // The same file with an operator that nobody knows.
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            File.WriteAllBytes(file, Encoding.Latin1.GetBytes(text.Replace("Relu", "Zelu", StringComparison.Ordinal)));

            var error = Assert.Throws<OnnxFormatException>(() => _context.Transforms.ApplyNetwork(_context, file));

            Assert.Contains("operator Zelu", error.Message, StringComparison.Ordinal);
            Assert.Contains("ApplyOnnxModel (package Microsoft.ML.OnnxTransformer)", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_is_saved_loaded_and_restored(bool isFlat)
    {
        var network = isFlat ? new Sequential(new Flatten(), new Dense(37)) : new Sequential(new Conv2D(2, 3, activation: "tanh"));
        network.Build(new Shape(1, 8, 8));
        var data = Tasks.Images(_context, 20, 1, classes: 3);
        var model = _context.Transforms.ApplyNetwork(_context, network, "Hidden").Fit(data);
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);

        var loaded = new MLContext().Model.Load(new MemoryStream(stream.ToArray()), out _);
        var restored = _context.Model.RestoreNetworks(_context, loaded);

        var expected = network.Predict(Tensor.From([20, 1, 8, 8], [.. data.GetColumn<float[]>("Features").SelectMany(pixels => pixels)])).ToArray();
        foreach (var each in new[] { model, loaded, restored })
        {
            Assert.Equal(expected, each.Transform(data).GetColumn<float[]>("Hidden").SelectMany(values => values));
        }

        var type = isFlat ? new VectorDataViewType(NumberDataViewType.Single, 37) : new VectorDataViewType(NumberDataViewType.Single, 2, 6, 6);
        Assert.Equal(type, model.Transform(data).Schema["Hidden"].Type);
        Assert.Equal(type, restored.Transform(data).Schema["Hidden"].Type);
        Assert.Equal(type.Size, ((VectorDataViewType)loaded.Transform(data).Schema["Hidden"].Type).Size);
        Assert.Null(Assert.IsType<NeuralNetworkTransformer>(restored).Task);
    }

    [Fact]
    public void A_column_of_another_size_than_the_network_takes_is_refused()
    {
        var network = new Sequential(new Dense(2));
        network.Build(5);

        var error = Assert.Throws<NetworkException>(() => _context.Transforms.ApplyNetwork(_context, network).Fit(Tasks.Binary(_context, 3, 1)));

        Assert.Contains("'Features' has 2 elements, the network takes samples of shape [5]", error.Message, StringComparison.Ordinal);
    }

    private sealed class TorchRow
    {
        [VectorType(6)]
        public float[] Features { get; set; } = [];
    }
}
