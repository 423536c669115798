using Interop.Native.Metrics;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Metrics;

/// <summary>The area under the curve of logits so far apart that their probabilities would be 0 and 1.</summary>
public class SaturatedAucTests
{
    [Fact]
    public void Saturated_logits_keep_their_order()
    {
        // By the difference of the two logits: 1e4, 30 and 20 for positives, 19, −1e4 for negatives.
        var logits = Tensor.From([5, 2], [0, 20, 0, 30, 0, 1e4f, 0, -1e4f, 0, 19]);
        var auc = new RocAuc(Averaging.Macro).Measure(logits, Tensor.FromClasses([1, 1, 1, 0, 0]), fromLogits: true);
        Assert.Equal(1, auc.Result);
        var reversed = new RocAuc(Averaging.Macro).Measure(logits, Tensor.FromClasses([0, 0, 0, 1, 1]), fromLogits: true);
        Assert.Equal(0, reversed.Result);
        var between = new RocAuc(Averaging.Macro).Measure(logits, Tensor.FromClasses([0, 1, 1, 0, 0]), fromLogits: true);
        Assert.Equal(1, between.Result);
    }

    [Fact]
    public void Equal_differences_tie()
    {
        var logits = Tensor.From([2, 2], [0, 20, 5, 25]);
        Assert.Equal(0.5, new RocAuc().Compute(logits, Tensor.FromClasses([0, 1]), fromLogits: true));
    }

    [Fact]
    public void Of_three_classes_each_is_ranked_by_its_log_odds()
    {
        // The log-odds of class 0 are −40, −10 and −5, those of class 1 −30, −40 and 5, those of class 2 30, 10 and −∞.
        var logits = Tensor.From([3, 3], [0, 10, 40, 30, 0, 40, 0, 5, float.NegativeInfinity]);
        var auc = new RocAuc(Averaging.Macro).Measure(logits, Tensor.FromClasses([2, 0, 1]), fromLogits: true);
        Assert.Equal([0.5, 1, 1], auc.PerClass);
    }

    [Fact]
    public void Logits_beside_negative_infinity_are_certain()
    {
        var logits = Tensor.From([2, 2], [float.NegativeInfinity, 3, 0, 80]);
        Assert.Equal(1, new RocAuc().Compute(logits, Tensor.FromClasses([1, 0]), fromLogits: true));
    }
}
