using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

public sealed class NormalizationTests
{
    [Theory]
    [InlineData(1, 1, new[] { 5 })]
    [InlineData(1, 5, new[] { 5 })]
    [InlineData(1, 3, new[] { 3, 4, 2 })]
    [InlineData(2, 4, new[] { 3, 4, 2 })]
    [InlineData(-1, 19, new[] { 3, 4, 19 })]
    public void Output_and_gradients_are_those_of_the_formula(int axis, int count, int[] sample)
    {
        float[] mean = [.. Enumerable.Range(0, count).Select(i => (0.3f * i) - 0.4f)];
        float[] deviation = [.. Enumerable.Range(0, count).Select(i => 0.5f + (0.2f * i))];
        var position = axis < 0 ? sample.Length + axis : axis - 1;
        var inner = sample[(position + 1)..].Aggregate(1, (product, extent) => product * extent);
        LayerCheck.Run(
            new Normalization(mean, deviation, axis),
            [new Shape(sample)],
            3,
            (x, _, _) => [.. x[0].Select((value, i) => (value - mean[i / inner % count]) / deviation[i / inner % count])]);
    }

    [Fact]
    public void It_does_what_a_standardizer_does()
    {
        var samples = Tensor.From([4, 3], [1, 2, 3, 4, 6, 5, 9, 7, 8, 0.5f, 11, 12]);
        var standardizer = Standardizer.Fit(samples);
        var network = new Sequential(new Normalization([.. standardizer.Mean], [.. standardizer.Deviation]));

        Assert.Equal(standardizer.Apply(samples).ToArray(), network.Predict(samples).ToArray());
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Normalization([], []));
        Assert.Throws<ArgumentException>(() => new Normalization([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Normalization([1], [0]));
        Assert.Throws<ArgumentException>(() => new Normalization([float.NaN], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Normalization([0], [1], axis: 0));
        var error = Assert.Throws<NetworkException>(() => new Sequential(new Normalization([1, 2], [1, 1])).Build(3));
        Assert.Contains("2 means", error.Message, StringComparison.Ordinal);
    }
}
