using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Layers;

/// <summary>Wrong use of convolution and pooling fails when a network is built, with the layer, the shapes and the remedy.</summary>
public sealed class WindowLayerErrorTests
{
    [Fact]
    public void A_kernel_larger_than_the_padded_input_is_refused()
    {
        var message = BuildError(new Conv2D(4, 5, name: "conv1"), new Shape(1, 8, 4));
        Assert.Contains("Conv2D 'conv1' has a kernel of 5 along the width, but samples of shape [1, 8, 4] have 4 there", message);
        Assert.Contains("use a smaller kernel, more padding", message);
    }

    [Fact]
    public void Channels_that_groups_do_not_divide_are_refused() =>
        Assert.Contains("over 3 groups, got samples of 4 channels", BuildError(new Conv2D(6, 3, groups: 3), new Shape(4, 8, 8)));

    [Fact]
    public void An_image_without_channels_is_told_to_take_its_axis() =>
        Assert.Contains("Reshape to [1, 28, 28]", BuildError(new Conv2D(4, 3), new Shape(28, 28)));

    [Fact]
    public void Filters_that_groups_do_not_divide_are_refused() =>
        Assert.Contains("use a multiple of 2", Assert.Throws<ArgumentException>(() => new Conv1D(3, 3, groups: 2)).Message);

    [Fact]
    public void More_padding_than_half_a_pooling_window_is_refused() =>
        Assert.Contains("more than half of its window", Assert.Throws<ArgumentException>(() => new MaxPool2D(2, padding: 2)).Message);

    [Fact]
    public void A_padding_of_no_known_name_lists_those_there_are() =>
        Assert.Contains("'valid', 'same', 'causal'", Assert.Throws<ArgumentException>(() => Padding.Named("full")).Message);

    private static string BuildError(Layer layer, Shape sample) =>
        Assert.Throws<NetworkException>(() => new Sequential(layer).Build(sample)).Message;
}
