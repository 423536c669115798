using Interop.Samples.Data;

namespace Interop.Samples.Tests;

public class DataSetTests
{
    [Fact]
    public void Digits_have_64_pixels_in_0_to_1_and_ten_classes()
    {
        var data = Digits.Load();
        Assert.Equal([1797, 64], data.Features.Shape);
        Assert.Equal([1797], data.Targets.Shape);
        Assert.Equal(0f, data.Features.Span.ToArray().Min());
        Assert.Equal(1f, data.Features.Span.ToArray().Max());

        // Samples of each class, counted from the file with awk.
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], Counts(data));
        Assert.Equal(5 / 16f, data.Features[0, 2]);
    }

    [Fact]
    public void Iris_has_fifty_flowers_of_each_species()
    {
        var data = Iris.Load();
        Assert.Equal([150, 4], data.Features.Shape);
        Assert.Equal(["setosa", "versicolor", "virginica"], data.ClassNames);
        Assert.Equal([50, 50, 50], Counts(data));
        Assert.Equal([5.1f, 3.5f, 1.4f, 0.2f], data.Features.Rows(0, 1).ToArray());
    }

    [Fact]
    public void Wine_has_three_cultivars()
    {
        var data = Wine.Load();
        Assert.Equal([178, 13], data.Features.Shape);
        Assert.Equal([59, 71, 48], Counts(data));
    }

    [Fact]
    public void Breast_cancer_has_two_classes()
    {
        var data = BreastCancer.Load();
        Assert.Equal([569, 30], data.Features.Shape);
        Assert.Equal(["malignant", "benign"], data.ClassNames);
        Assert.Equal([212, 357], Counts(data));
    }

    [Fact]
    public void Diabetes_is_a_regression()
    {
        var data = Diabetes.Load();
        Assert.Equal([442, 10], data.Features.Shape);
        Assert.Equal([442, 1], data.Targets.Shape);
        Assert.Equal(151f, data.Targets[0, 0]);
        Assert.Empty(data.ClassNames);
        Assert.Equal(442, data.ToDataset().Count);
    }

    private static int[] Counts(SampleData data) =>
        [.. data.Targets.ToArray().GroupBy(label => label).OrderBy(group => group.Key).Select(group => group.Count())];
}
