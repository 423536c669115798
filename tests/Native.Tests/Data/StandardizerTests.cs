using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Data;

public sealed class StandardizerTests
{
    [Fact]
    public void Columns_come_to_mean_0_and_deviation_1()
    {
        var samples = new Tensor([500, 2, 3]);
        new TorchGenerator(1).FillNormal(samples.Span, 40, 7);
        var standardized = Standardizer.Fit(samples).Apply(samples).Reshape([500, 6]);
        for (var column = 0; column < 6; column++)
        {
            double[] values = [.. Enumerable.Range(0, 500).Select(row => (double)standardized[row, column])];
            Assert.Equal(0, values.Average(), 1e-5);
            Assert.Equal(1, Math.Sqrt(values.Average(value => value * value)), 1e-5);
        }
    }

    [Fact]
    public void Other_samples_are_brought_to_the_scale_of_the_first()
    {
        // scikit-learn 1.2: StandardScaler().fit([[1, 10], [3, 10]]).transform([[5, 12]]) is [[3, 2]].
        var standardizer = Standardizer.Fit(Tensor.From([2, 2], [1, 10, 3, 10]));
        Assert.Equal([3, 2], standardizer.Apply(Tensor.From([1, 2], [5, 12])).ToArray());
        Assert.Equal([2, 10], standardizer.Mean);
        Assert.Equal([1, 1], standardizer.Deviation);
    }

    [Fact]
    public void A_constant_column_becomes_0_whatever_rounding_leaves()
    {
        var samples = Tensor.From([3, 1], [0.1f, 0.1f, 0.1f]);
        Assert.All(Standardizer.Fit(samples).Apply(samples).ToArray(), value => Assert.Equal(0, value));
        Assert.Equal([0], Standardizer.Fit(Tensor.From([1, 1], [7f])).Apply(Tensor.From([1, 1], [7f])).ToArray());
    }

    [Fact]
    public void Samples_that_do_not_fit_are_refused()
    {
        var standardizer = Standardizer.Fit(new Tensor([2, 3]));
        Assert.Contains("fitted on 3 columns, got samples of shape [2, 4]", Assert.Throws<NetworkException>(() => standardizer.Apply(new Tensor([2, 4]))).Message);
        Assert.Contains("N of 1 or more", Assert.Throws<NetworkException>(() => Standardizer.Fit(new Tensor([0, 3]))).Message);
        Assert.Contains("NaN", Assert.Throws<NetworkException>(() => Standardizer.Fit(Tensor.From([1, 1], [float.NaN]))).Message);
    }
}
