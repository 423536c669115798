using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Losses;

namespace Interop.Native.Tests.Kernels;

/// <summary>A network that broke down must not look healthy: gradients pass values that are NaN, or are NaN themselves.</summary>
public sealed class NaNGradientTests
{
    /// <summary>As torch 1.13.1: <c>x = torch.full((40,), float('nan'), requires_grad=True); torch.relu(x).backward(torch.full((40,), 3.))</c> gives 3 everywhere.</summary>
    [Fact]
    public void The_gradient_of_a_rectifier_passes_NaN()
    {
        float[] x = [.. Enumerable.Repeat(float.NaN, 40), -1f, -0f, 0f, 2f];
        float[] y = new float[x.Length];
        float[] dx = new float[x.Length];
        float[] dy = [.. Enumerable.Repeat(3f, x.Length)];
        AxisView view = new(1, x.Length, 1);
        ReLU function = new();

        function.Forward(x, y, view);
        function.Backward(x, y, dy, dx, view);

        Assert.All(y[..40], value => Assert.Equal(float.NaN, value));
        Assert.Equal([.. Enumerable.Repeat(3f, 40), 0f, 0f, 0f, 3f], dx);
    }

    /// <summary>PyTorch refuses such a probability.</summary>
    [Fact]
    public void The_gradient_of_a_cross_entropy_at_a_probability_that_is_NaN_is_NaN()
    {
        float[] prediction = [.. Enumerable.Repeat(float.NaN, 20), -1f, 2f];
        float[] losses = new float[prediction.Length];
        float[] slopes = new float[prediction.Length];

        PointwiseLoss.Run(prediction, new float[prediction.Length], losses, slopes, new BinaryProbabilityLoss(1f, 0f, 1e-7f));

        Assert.All(losses[..20], value => Assert.Equal(float.NaN, value));
        Assert.All(slopes[..20], value => Assert.Equal(float.NaN, value));
        Assert.Equal([0f, 0f], slopes[20..]);
    }

    /// <summary>As torch 1.13.1: <c>max_pool2d(relu(x), 2).sum().backward()</c> of nothing but NaN gives 1 to the last of each window.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(21)]
    public void The_gradient_of_convolution_rectifier_and_pooling_passes_NaN(int channels)
    {
        WindowAxis three = new(6, 3, 1, 1, 0, 0, 4);
        WindowAxis two = new(4, 2, 2, 1, 0, 0, 2);
        ConvolutionGeometry geometry = new(WindowAxis.None, three, three, 1, channels, 1);
        WindowGeometry window = new(WindowAxis.None, two, two, channels);
        float[] input = [.. Enumerable.Repeat(float.NaN, 36)];
        float[] weight = TestNumbers.Uniform(1, geometry.WeightCount);
        float[] pooled = new float[window.OutputSize];
        float[] taps = new float[pooled.Length];
        float[] bias = new float[channels];
        float[] weightGradient = new float[weight.Length];
        WorkerPool pool = WorkerPool.Get(1);

        ConvolutionKernel.ForwardPooled(geometry, window, 1, input, weight, bias, GemmActivation.ReLU, pooled, false, taps, false, pool);
        ConvolutionKernel.BackwardPooled(
            geometry, window, 1, input, weight, [.. Enumerable.Repeat(1f, pooled.Length)], false, taps, weightGradient, bias, [], false, false, pool);

        Assert.All(pooled, value => Assert.Equal(float.NaN, value));
        Assert.All(taps, tap => Assert.Equal(3f, tap));
        Assert.All(bias, value => Assert.Equal(4f, value));
        Assert.All(weightGradient, value => Assert.Equal(float.NaN, value));
    }
}
