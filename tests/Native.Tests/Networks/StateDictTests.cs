using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Networks;

public sealed class StateDictTests
{
    [Fact]
    public void Names_and_shapes_are_those_of_PyTorch()
    {
        var network = NetworkExamples.Classifier();
        network.Build(8);
        var state = network.StateDict();
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked", "4.weight", "4.bias", "6.weight", "6.bias"],
            state.Keys);
        Assert.Equal(new Shape(24, 8), state["0.weight"].Shape);
    }

    [Fact]
    public void A_loaded_network_predicts_the_same_bits()
    {
        var (x, _) = NetworkExamples.Classes(10);
        var network = NetworkExamples.Classifier(seed: 1);
        var expected = network.Predict(x).ToArray();
        var other = NetworkExamples.Classifier(seed: 2);
        Assert.NotEqual(expected, other.Predict(x).ToArray());
        other.LoadStateDict(network.StateDict());
        Assert.Equal(expected, other.Predict(x).ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_listed_and_nothing_is_changed()
    {
        var network = NetworkExamples.Classifier();
        network.Build(8);
        var before = NetworkExamples.Bits(network);
        var state = network.StateDict();
        state["0.bias"] = new Tensor([7]);
        state.Remove("6.weight");
        state["extra"] = new Tensor([1]);
        var error = Assert.Throws<NetworkException>(() => network.LoadStateDict(state));
        Assert.Contains("'0.bias' has shape [24] here and [7] in the state", error.Message);
        Assert.Contains("'6.weight' is missing", error.Message);
        Assert.Contains("'extra' is not a parameter", error.Message);
        Assert.Equal(before, NetworkExamples.Bits(network));
    }
}
