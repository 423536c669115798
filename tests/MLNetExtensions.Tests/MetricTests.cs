namespace Interop.MLNetExtensions.Tests;

public class MetricTests
{
    [Fact]
    public void Several_numbers_are_measured_each_by_itself()
    {
        // scikit-learn 1.2.1: r2_score([1,2,3,4], [1.1,1.9,3.2,3.8]) = 0.98; mean_absolute_error 0.15; mean_squared_error 0.025.
        var metrics = new MultiOutputRegressionMetrics([[1, 2, 3, 4], [1, 1, 2, 2]], [[1.1, 1.9, 3.2, 3.8], [1, 1, 2, 2]]);

        Assert.Equal(0.98, metrics.RSquared[0], 12);
        Assert.Equal(0.15, metrics.MeanAbsoluteError[0], 12);
        Assert.Equal(Math.Sqrt(0.025), metrics.RootMeanSquaredError[0], 12);
        Assert.Equal(0.99, metrics.AverageRSquared, 12);
    }

    [Fact]
    public void Several_labels_are_measured_together_and_each_by_itself()
    {
        // By hand: of 8 answers 2 are wrong, both in one of 4 rows; label 0 has TP 2, FP 1, FN 0, label 1 TP 1, FP 0, FN 1.
        var metrics = new MultiLabelMetrics(
            [[1, 0, 1, 0], [1, 1, 0, 0]],
            [[2, 1, 3, -1], [1, -1, -2, -1]],
            [[true, true, true, false], [true, false, false, false]]);

        Assert.Equal(0.25, metrics.HammingLoss);
        Assert.Equal(0.75, metrics.SubsetAccuracy);
        Assert.Equal([0.8, 2.0 / 3], metrics.F1);
        Assert.Equal(0.75, metrics.MicroF1);
        Assert.Equal([1, 0.875], metrics.AreaUnderRocCurve);
    }

    [Fact]
    public void Rows_without_a_label_are_left_out()
    {
        var metrics = new MultiLabelMetrics([[1, double.NaN, 0]], [[1, 1, -1]], [[true, true, false]]);

        Assert.Equal(1, metrics.SubsetAccuracy);
    }
}
