using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Losses;

/// <summary>What ties the cross-entropies together, and where they are pressed hard.</summary>
public sealed class CrossentropyTests
{
    // D1's exercise: −[y log p + (1 − y) log(1 − p)] is −Σⱼ yⱼ log pⱼ over the two classes "no" and "yes".
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Binary_is_categorical_with_two_classes(bool fromLogits)
    {
        var random = new TorchGenerator(11);
        for (var round = 0; round < 200; round++)
        {
            var p = new Tensor([9]);
            var y = new Tensor([9]);
            random.FillUniform(p.Span, fromLogits ? -8 : 0, fromLogits ? 8 : 1);
            random.FillUniform(y.Span, 0, 1);
            var two = new Tensor([9, 2]);
            var targets = new Tensor([9, 2]);
            for (var i = 0; i < 9; i++)
            {
                y[i] = round % 2 == 0 ? MathF.Round(y[i]) : y[i];
                (two[i, 0], two[i, 1]) = fromLogits ? (0, p[i]) : (1 - p[i], p[i]);
                (targets[i, 0], targets[i, 1]) = (1 - y[i], y[i]);
            }

            var binary = new BinaryCrossentropy(fromLogits);
            var categorical = new CategoricalCrossentropy(fromLogits);
            Tolerance.Float32.AssertClose(binary.Compute(p, y), categorical.Compute(two, targets), "loss");
            var pull = categorical.Gradient(two, targets);
            float[] inOne = [.. Enumerable.Range(0, 9).Select(i => fromLogits ? pull[i, 1] : pull[i, 1] - pull[i, 0])];
            Tolerance.Gradient.AssertClose(binary.Gradient(p, y).Span, inOne, "gradient");
        }
    }

    [Fact]
    public void Saturated_logits_stay_finite()
    {
        var x = Tensor.From([4, 2], [1e4f, -1e4f, -1e4f, 1e4f, 1e4f, 1e4f, -1e4f, -1e4f]);
        var y = Tensor.FromClasses([0, 0, 1, 1]);
        var each = new CategoricalCrossentropy(fromLogits: true).ComputeEach(x, y);
        Tolerance.Float32.AssertClose([0, 2e4, Math.Log(2), Math.Log(2)], each.Span, "categorical");
        var gradient = new CategoricalCrossentropy(fromLogits: true) { Reduction = Reduction.Sum }.Gradient(x, y);
        Tolerance.Float32.AssertClose([0, 0, -1, 1, 0.5, -0.5, 0.5, -0.5], gradient.Span, "categorical gradient");

        var logits = Tensor.From(1e4f, -1e4f, 1e4f, -1e4f);
        var labels = Tensor.From(1f, 1f, 0f, 0f);
        Tolerance.Float32.AssertClose([0, 1e4, 1e4, 0], new BinaryCrossentropy(fromLogits: true).ComputeEach(logits, labels).Span, "binary");
        var slopes = new BinaryCrossentropy(fromLogits: true) { Reduction = Reduction.Sum }.Gradient(logits, labels);
        Tolerance.Float32.AssertClose([0, -1, 1, 0], slopes.Span, "binary gradient");

        var focal = new BinaryFocalCrossentropy(fromLogits: true);
        Tolerance.Float32.AssertClose([0, 1e4, 1e4, 0], focal.ComputeEach(logits, labels).Span, "focal");
        Assert.All(focal.Gradient(logits, labels).ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(new CategoricalFocalCrossentropy(fromLogits: true).Gradient(x, y).ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Certain_probabilities_cost_at_most_100_and_keras_clips_at_its_epsilon()
    {
        var p = Tensor.From(0f, 1f, 0f, 1f);
        var y = Tensor.From(1f, 1f, 0f, 0f);
        Tolerance.Float32.AssertClose([100, 0, 0, 100], new BinaryCrossentropy().ComputeEach(p, y).Span, "PyTorch");
        Tolerance.Float32.AssertClose(
            [-Math.Log(1e-7), 0, 0, -Math.Log(1 - (double)(1f - 1e-7f))], new BinaryCrossentropy { ClipProbabilities = 1e-7f }.ComputeEach(p, y).Span, "Keras");
        Assert.All(new BinaryCrossentropy { ClipProbabilities = 1e-7f }.Gradient(p, y).ToArray(), slope => Assert.Equal(0, slope));
        Tolerance.Float32.AssertClose(
            [100, 0], new CategoricalCrossentropy().ComputeEach(Tensor.From([2, 2], [0, 1, 0, 1]), Tensor.From(0f, 1f)).Span, "categorical");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void A_logit_of_NaN_is_not_lost_and_one_of_minus_infinity_excludes_its_class(int classes)
    {
        var x = new Tensor([2, classes]);
        x[0, 1] = float.NaN;
        x[1, 1] = float.NegativeInfinity;
        var each = new CategoricalCrossentropy(fromLogits: true).ComputeEach(x, Tensor.FromClasses([0, 0]));
        Assert.True(float.IsNaN(each[0]));
        Tolerance.Float32.AssertClose(Math.Log(classes - 1), each[1], "one class less");
        Assert.Equal(float.PositiveInfinity, new CategoricalCrossentropy(fromLogits: true).ComputeEach(x, Tensor.FromClasses([0, 1]))[1]);
        Assert.True(double.IsNaN(new BinaryCrossentropy(fromLogits: true).Compute(x, new Tensor(x.Shape))));
        Assert.True(double.IsNaN(new MeanSquaredError().Compute(x, new Tensor(x.Shape))));
        Assert.True(double.IsNaN(new Huber().Compute(x, new Tensor(x.Shape))));
        Assert.True(double.IsNaN(new Hinge().Compute(x, new Tensor(x.Shape))));
    }

    [Fact]
    public void Large_batches_come_out_as_their_parts_do()
    {
        var random = new TorchGenerator(6);
        var x = new Tensor([700, 9]);
        random.FillNormal(x.Span, 0, 2);
        var y = new Tensor([700]);
        for (var i = 0; i < 700; i++)
        {
            y[i] = i % 10 == 9 ? -100 : i % 9;
        }

        var loss = new CategoricalCrossentropy(fromLogits: true) { ClassWeights = Tensor.From(1, 2, 3, 4, 5, 6, 7, 8, 9) };
        double total = 0;
        double divisor = 0;
        for (var i = 0; i < 700; i++)
        {
            var one = y[i] < 0 ? 0 : (int)y[i] + 1;
            total += one == 0 ? 0 : loss.Compute(x.Rows(i, 1), y.Rows(i, 1)) * one;
            divisor += one;
        }

        Tolerance.Float32.AssertClose(total / divisor, loss.Compute(x, y), "loss");
        var gradient = loss.Gradient(x, y);
        Assert.All(gradient.Rows(699, 1).ToArray(), slope => Assert.Equal(0, slope));
        double[] last = [.. loss.Gradient(x.Rows(698, 1), y.Rows(698, 1)).ToArray().Select(slope => slope * ((698 % 9) + 1) / divisor)];
        Tolerance.Float32.AssertClose(last, gradient.Rows(698, 1).Span, "last");
    }

    [Fact]
    public void A_mean_over_ignored_items_only_is_not_a_number_but_pulls_nowhere()
    {
        var loss = new CategoricalCrossentropy(fromLogits: true);
        var x = Tensor.From([2, 3], [1, 2, 3, 4, 5, 6]);
        var y = Tensor.From(-100f, -100f);
        Assert.True(double.IsNaN(loss.Compute(x, y)));
        Assert.All(loss.Gradient(x, y).ToArray(), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void Indices_one_hot_and_classes_last_are_the_same_targets()
    {
        var random = new TorchGenerator(5);
        var x = new Tensor([2, 5, 3, 4]);
        random.FillNormal(x.Span, 0, 2);
        var indices = new Tensor([2, 3, 4]);
        var oneHot = new Tensor(x.Shape);
        var last = new Tensor([2, 3, 4, 5]);
        for (var i = 0; i < indices.Count; i++)
        {
            var (n, row, column) = (i / 12, i / 4 % 3, i % 4);
            indices[n, row, column] = i % 5;
            oneHot[n, i % 5, row, column] = 1;
            for (var c = 0; c < 5; c++)
            {
                last[n, row, column, c] = x[n, c, row, column];
            }
        }

        var loss = new CategoricalCrossentropy(fromLogits: true);
        var expected = loss.Compute(x, indices);
        Assert.Equal(expected, loss.Compute(x, oneHot));
        Tolerance.Float32.AssertClose(expected, new CategoricalCrossentropy(fromLogits: true) { ClassAxis = -1 }.Compute(last, indices), "classes last");
        Assert.Equal(expected, loss.ComputeEach(x, indices).ToArray().Average(value => (double)value), 1e-12);
    }

    [Fact]
    public void A_last_softmax_or_sigmoid_is_fused_where_it_lies_along_the_classes()
    {
        Assert.True(new CategoricalCrossentropy().FuseWith(new Softmax(), 3)!.FromLogits);
        Assert.True(new CategoricalCrossentropy().FuseWith(new Softmax(1), [3, 8, 8])!.FromLogits);
        Assert.Null(new CategoricalCrossentropy().FuseWith(new Softmax(), [3, 8, 8]));
        Assert.Null(new CategoricalCrossentropy(fromLogits: true).FuseWith(new Softmax(), 3));
        Assert.Null(new CategoricalCrossentropy { ClipProbabilities = 1e-7f }.FuseWith(new Softmax(), 3));
        Assert.True(new CategoricalFocalCrossentropy().FuseWith(new Softmax(), 3)!.FromLogits);
        Assert.IsType<CategoricalCrossentropy>(new NegativeLogLikelihood().FuseWith(new LogSoftmax(), 3));
        Assert.True(new BinaryCrossentropy { LabelSmoothing = 0.1f }.FuseWith(new Sigmoid(), [3, 8])!.FromLogits);
        Assert.Null(new BinaryCrossentropy { ClipProbabilities = 1e-7f }.FuseWith(new Sigmoid(), 3));
    }

    [Theory]
    [InlineData("softmax", "categorical_crossentropy")]
    [InlineData("log_softmax", "nll")]
    [InlineData("sigmoid", "binary_crossentropy")]
    public void Fused_gradients_are_those_of_the_two_steps(string activation, string loss)
    {
        var x = new Tensor([6, 4]);
        new TorchGenerator(2).FillNormal(x.Span, 0, 1);
        var y = Tensor.From([6, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
        var weights = new Tensor[2];
        for (var way = 0; way < 2; way++)
        {
            // An identity behind it keeps the activation from being the last step.
            var input = Symbol.Input(4);
            var output = new Dense(3, activation: activation).Call(input);
            var network = new Model([input], [way == 0 ? output : new Activation(new Identity()).Call(output)]);
            network.Compile("sgd", loss);
            network.Fit(x, y, epochs: 5, batchSize: 6);
            weights[way] = network.TrainableParameters.First().Read();
        }

        Tolerance.Accumulation.AssertClose(weights[1].Span, weights[0].Span, "weights");
    }
}
