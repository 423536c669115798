using Interop.Native.Losses;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Losses;

/// <summary>The worked examples of lecture deck D1, which takes logarithms to base 10.</summary>
public sealed class LectureExamplesTests
{
    [Fact]
    public void Mean_squared_error_of_arbitrary_values() =>
        Near(1.31, MeanSquaredError.Lecture.Compute(Tensor.From(new[,] { { 2.1f, 2.5f }, { 6.3f, 2.7f } }), Tensor.From(new[,] { { 3f, 4f }, { 5f, 2f } })));

    [Fact]
    public void Mean_squared_error_of_values_between_0_and_1() =>
        Near(0.045, MeanSquaredError.Lecture.Compute(Tensor.From(new[,] { { 0.8f, 0.2f }, { 0.7f, 0.9f } }), Tensor.From(new[,] { { 1f, 0f }, { 1f, 1f } })));

    [Fact]
    public void Binary_crossentropy_of_one_label()
    {
        var p = Tensor.From(0.8f, 0.1f, 0.3f, 0.8f);
        var y = Tensor.From(1f, 0f, 1f, 0f);
        Near(0.3411, new BinaryCrossentropy { LogBase = 10 }.Compute(p, y));
        Near(0.3411 * Math.Log(10), new BinaryCrossentropy().Compute(p, y));
        Tolerance.DeckDigits.AssertClose(
            [0.0969, 0.0458, 0.5229, 0.6990], new BinaryCrossentropy { LogBase = 10 }.ComputeEach(p, y).Span, "each sample");
    }

    [Fact]
    public void Binary_crossentropy_of_several_labels_is_summed_over_them()
    {
        var p = Tensor.From(new[,] { { 0.8f, 0.3f, 0.9f }, { 0.7f, 0.9f, 0.1f } });
        var y = Tensor.From(new[,] { { 1f, 0f, 1f }, { 1f, 1f, 0f } });
        Near(0.272, new BinaryCrossentropy { LogBase = 10, Reduction = Reduction.BatchMean }.Compute(p, y));
        Near(0.272 / 3, new BinaryCrossentropy { LogBase = 10 }.Compute(p, y));
    }

    [Fact]
    public void Categorical_crossentropy_whose_probabilities_do_not_sum_to_1()
    {
        var p = Tensor.From(new[,] { { 0.8f, 0.1f, 0.2f }, { 0.04f, 0.06f, 0.9f } });
        var oneHot = Tensor.From(new[,] { { 1f, 0f, 0f }, { 0f, 0f, 1f } });
        var loss = new CategoricalCrossentropy { LogBase = 10 };
        Near(0.07135, loss.Compute(p, oneHot));
        Near(0.07135, loss.Compute(p, Tensor.FromClasses([0, 2])));
        var normalized = new CategoricalCrossentropy { LogBase = 10, NormalizeProbabilities = true };
        Near(-(Math.Log10(0.8 / 1.1) + Math.Log10(0.9)) / 2, normalized.Compute(p, oneHot));
    }

    private static void Near(double expected, double actual) => Tolerance.DeckDigits.AssertClose(expected, actual, "loss");
}
