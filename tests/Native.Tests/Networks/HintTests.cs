using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Networks;

public sealed class HintTests
{
    // D1's table, and the same pairs from logits.
    public static TheoryData<int, string?, Loss> Fitting => new()
    {
        { 1, "sigmoid", new BinaryCrossentropy() },
        { 4, "softmax", new CategoricalCrossentropy() },
        { 4, "sigmoid", new BinaryCrossentropy() },
        { 1, null, new MeanSquaredError() },
        { 3, "linear", new MeanAbsoluteError() },
        { 1, "sigmoid", new MeanSquaredError() },
        { 1, null, new BinaryCrossentropy(fromLogits: true) },
        { 4, null, new CategoricalCrossentropy(fromLogits: true) },
        { 4, "log_softmax", new NegativeLogLikelihood() },
    };

    public static TheoryData<int, string?, Loss, string> Doubtful => new()
    {
        { 4, "softmax", new CategoricalCrossentropy(fromLogits: true), "the loss takes logits and applies its own function, but Dense '0' ends in Softmax" },
        { 1, "sigmoid", new BinaryCrossentropy(fromLogits: true), "leave one of the two out" },
        { 4, "sigmoid", new CategoricalCrossentropy(), "whose outputs do not sum to 1; use softmax" },
        { 4, "softmax", new BinaryCrossentropy(), "use sigmoid" },
        { 4, "softmax", new MeanSquaredError(), "use no activation for regression" },
        { 1, "softmax", new CategoricalCrossentropy(), "the softmax of a single output is always 1" },
        { 4, null, new NegativeLogLikelihood(), "end in a log_softmax" },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Pairs_of_the_table_give_no_hint(int units, string? activation, Loss loss) =>
        Assert.Empty(Compiled(units, activation, loss).Hints);

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void Doubtful_pairs_give_a_hint_with_the_table(int units, string? activation, Loss loss, string expected)
    {
        var hint = Assert.Single(Compiled(units, activation, loss).Hints);
        Assert.Contains(expected, hint.Message);
        Assert.Contains("regression: no activation with mean squared error", hint.Message);
    }

    [Theory]
    [InlineData("categorical_crossentropy", null, "CategoricalCrossentropy reads probabilities, but Dense '0' applies no function; end the network in a softmax")]
    [InlineData("binary_crossentropy", "tanh", "BinaryCrossentropy reads probabilities, but Dense '0' ends in Tanh; end the network in a sigmoid")]
    public void A_loss_that_cannot_work_is_refused_at_compile(string loss, string? activation, string expected)
    {
        var network = Network(3, activation);
        network.Build(4);
        Assert.Contains(expected, Assert.Throws<NetworkException>(() => network.Compile("adam", loss)).Message);
    }

    [Fact]
    public void Or_at_the_first_use_where_shapes_are_not_known_before()
    {
        var network = Network(3, null);
        network.Compile("adam", "categorical_crossentropy");
        Assert.Throws<NetworkException>(() => network.Fit(new Tensor([2, 4]), Tensor.FromClasses([0, 1])));
    }

    [Fact]
    public void The_last_function_is_looked_for_through_layers_that_pass_numbers_on()
    {
        var network = new Sequential(new Dense(4), new Softmax(), new Reshape(4), new Dropout(0.5));
        network.Build(3);
        network.Compile("adam", new CategoricalCrossentropy());
        Assert.Empty(network.Hints);
    }

    [Fact]
    public void A_bias_before_batch_normalization_is_redundant()
    {
        var network = new Sequential(new Dense(4, name: "fc"), new BatchNormalization(name: "bn"), new Dense(4, useBias: false), new BatchNormalization());
        network.Build(3);
        var hint = Assert.Single(network.Hints);
        Assert.Equal("fc", hint.Subject);
        Assert.Contains("its bias is redundant, since the batch normalization 'bn' behind it", hint.Message);
    }

    [Fact]
    public void Keras_numbers_in_PyTorchs_convention_are_doubtful()
    {
        var network = new Sequential(new BatchNormalization(momentum: 0.99), new BatchNormalization(axis: -1));
        network.Build(new Shape(3, 5, 5));
        Assert.Collection(
            network.Hints,
            hint => Assert.Contains("is the weight of the newest batch by PyTorch's convention", hint.Message),
            hint => Assert.Contains("channels are axis 1 here", hint.Message));
    }

    private static Sequential Compiled(int units, string? activation, Loss loss)
    {
        var network = Network(units, activation);
        network.Build(4);
        network.Compile("adam", loss);
        return network;
    }

    private static Sequential Network(int units, string? activation) => new(new Dense(units, activation is null ? null : ActivationNames.Find(activation)));
}
