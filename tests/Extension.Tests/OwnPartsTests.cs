using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Extension.Tests;

/// <summary>An assembly that sees the public API only trains a network of its own layer, loss, optimizer, metric and callback.</summary>
public sealed class OwnPartsTests
{
    [Fact]
    public void A_network_of_own_parts_trains()
    {
        var random = new TorchGenerator(1);
        var x = new Tensor([64, 3]);
        random.FillUniform(x.Span, 0.5f, 1.5f);
        var y = x.Clone();
        float[] truth = [2f, -1f, 0.5f];
        for (var i = 0; i < y.Count; i++)
        {
            y.Span[i] *= truth[i % truth.Length];
        }

        var layer = new ScaleLayer();
        var network = new Sequential(layer);
        network.Compile(new SignOptimizer(0.01f), new QuarticLoss(), new LargestError());
        var callback = new StopBelow(1e-5);
        var history = network.Fit(x, y, batchSize: 16, epochs: 500, validationData: (x, y), callbacks: [callback]);

        Assert.True(history.Epochs.Count < 500);
        Assert.Equal(4 * history.Epochs.Count, callback.Batches);
        Assert.True(history["loss"][^1] < 1e-5);
        Assert.True(history["val_largest_error"][^1] < 0.1);
        var scale = layer.Parameters[0].Read().ToArray();
        Assert.All(scale.Zip(truth), pair => Assert.Equal(pair.Second, pair.First, 0.1));
    }

    [Fact]
    public void A_network_of_own_parts_is_saved_and_loaded()
    {
        var components = new ComponentRegistry()
            .AddLayer("Scale", (_, _) => { }, _ => new ScaleLayer())
            .AddLoss("Quartic", (_, _) => { }, _ => new QuarticLoss())
            .AddMetric("LargestError", (_, _) => { }, _ => new LargestError())
            .AddOptimizer("Sign", (optimizer, options) => options.Write("learningRate", optimizer.LearningRate), options => new SignOptimizer(options.GetSingle("learningRate")));
        var network = new Sequential(new ScaleLayer());
        network.Build(new Shape(3));
        network.Compile(new SignOptimizer(0.25f), new QuarticLoss(), new LargestError());
        network.Layers[0].Parameters[0].Write(Tensor.From(1, 2, 3));

        Assert.Throws<NotSupportedException>(() => network.Save(new MemoryStream()));
        using var stream = new MemoryStream();
        network.Save(stream, components);
        stream.Position = 0;
        var again = Network.Load(stream, components);

        Assert.IsType<ScaleLayer>(again.Layers[0]);
        Assert.Equal(0.25f, Assert.IsType<SignOptimizer>(again.Optimizer).LearningRate);
        Assert.Equal([2f, 8f, 18f], again.Predict(Tensor.From([1, 3], [2, 4, 6])).ToArray());
    }
}
