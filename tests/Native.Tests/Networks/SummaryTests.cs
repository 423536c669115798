using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Networks;

public sealed class SummaryTests
{
    [Fact]
    public void A_summary_counts_what_training_changes_and_what_not()
    {
        var network = new Sequential(new Dense(8, activation: "relu"), new BatchNormalization(), new Dense(3, activation: "softmax"));
        network.Build(4);
        network.Compile("adam", "categorical_crossentropy");
        var summary = network.Summary(batchSize: 32);
        Assert.Equal(["input", "0", "1", "2"], summary.Layers.Select(layer => layer.Name));
        Assert.Equal(["Input", "Dense (ReLU)", "BatchNormalization", "Dense (Softmax)"], summary.Layers.Select(layer => layer.Kind));
        Assert.Equal([new Shape(4), new Shape(8), new Shape(8), new Shape(3)], summary.Layers.Select(layer => layer.OutputShape));
        Assert.Equal([0L, 40, 16, 27], summary.Layers.Select(layer => layer.TrainableParameters));
        Assert.Equal([0L, 0, 17, 0], summary.Layers.Select(layer => layer.OtherParameters));
        Assert.Equal((83L, 17L), (summary.TrainableParameters, summary.OtherParameters));
        Assert.Equal(400, summary.ParameterBytes);
        Assert.Equal(2 * 83 * 4, summary.OptimizerBytes);
    }

    [Fact]
    public void Memory_grows_with_the_batch_and_training_needs_more()
    {
        var network = new Sequential(new Dense(100), new Dense(100));
        network.Build(100);
        var small = network.Summary(1);
        var large = network.Summary(64);
        Assert.True(large.TrainingBytes > large.InferenceBytes);
        Assert.True(large.InferenceBytes > small.InferenceBytes);

        // Two activations of 64 · 100 floats are alive at a time.
        Assert.Equal(2 * 64 * 100 * sizeof(float), large.InferenceBytes);
    }

    [Fact]
    public void A_frozen_weight_counts_among_the_others()
    {
        var layer = new Dense(2);
        var network = new Sequential(layer);
        network.Build(3);
        layer.Weight!.IsFrozen = true;
        Assert.Equal((2L, 6L), (network.Summary().TrainableParameters, network.Summary().OtherParameters));
    }

    [Fact]
    public void Shared_weights_count_once()
    {
        var input = Symbol.Input(4);
        var shared = new Dense(4);
        var network = new Model(input, shared.Call(shared.Call(input)));
        network.Build();
        Assert.Equal(20, network.Summary().TrainableParameters);
    }

    [Fact]
    public void As_text_it_is_a_table_with_hints()
    {
        var network = new Sequential(new Dense(8, name: "fc"), new BatchNormalization(name: "bn"));
        network.Build(4);
        var lines = network.Summary(16).ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("Layer  Kind                Output   Parameters", lines[0]);
        Assert.Equal("fc     Dense               [16, 8]          40", lines[2]);
        Assert.Equal("bn     BatchNormalization  [16, 8]     16 + 17", lines[3]);
        Assert.Equal("Parameters: 73 (56 trainable), 292 B", lines[5]);
        Assert.StartsWith("Batch of 16: ", lines[6]);
        Assert.StartsWith("Hint: 'fc': its bias is redundant", lines[7]);
    }

    [Fact]
    public void A_network_that_is_not_built_has_no_summary() =>
        Assert.Contains("call Build", Assert.Throws<NetworkException>(() => new Sequential(new Dense(2)).Summary()).Message);
}
