using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

public sealed class PReLUTests
{
    [Theory]
    [InlineData(false, new[] { 5 })]
    [InlineData(true, new[] { 5 })]
    [InlineData(true, new[] { 3, 4, 2 })]
    public void Output_and_gradients_are_those_of_the_formula(bool perChannel, int[] sample)
    {
        var inner = new Shape(sample).Size / sample[0];
        LayerCheck.Run(
            new PReLU(perChannel),
            [new Shape(sample)],
            3,
            (x, w, _) => [.. x[0].Select((value, i) => value.Value > 0 ? 1 * value : value * w[0][perChannel ? i / inner % sample[0] : 0])]);
    }

    [Fact]
    public void The_first_slope_in_Kerass_conventions_is_zero()
    {
        // Keras 3.16, keras/src/layers/activations/prelu.py, line 36: alpha_initializer="Zeros".
        var (open, told) = (new PReLU(), new PReLU(initializer: new Constant(0.5f)));
        new Sequential(open, told) { Conventions = Conventions.Keras }.Build(3);
        Assert.Equal([0f], open.Weight!.Read().ToArray());
        Assert.Equal([0.5f], told.Weight!.Read().ToArray());
    }

    [Fact]
    public void The_first_slope_is_PyTorchs()
    {
        var layer = new PReLU();
        new Sequential(layer).Build(3);
        Assert.Equal([0.25f], layer.Weight!.Read().ToArray());
    }
}
