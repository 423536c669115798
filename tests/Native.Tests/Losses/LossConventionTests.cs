using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Losses;

/// <summary>What losses take from a network's conventions, and what they do not.</summary>
public sealed class LossConventionTests
{
    [Fact]
    public void Focal_losses_sum_over_outputs_in_the_lectures_conventions()
    {
        // Two samples of three outputs: the sum over outputs and mean over samples is three times the mean over all.
        var p = Tensor.From([2, 3], [0.8f, 0.3f, 0.9f, 0.7f, 0.9f, 0.1f]);
        var y = Tensor.From([2, 3], [1f, 0f, 1f, 1f, 1f, 0f]);
        var loss = new BinaryFocalCrossentropy();
        Assert.Equal(3 * loss.Compute(p, y), loss.Under(LossConvention.Lecture).Compute(p, y), 1e-6);
        Assert.Equal(loss.Compute(p, y), new BinaryFocalCrossentropy { Reduction = Reduction.Mean }.Under(LossConvention.Lecture).Compute(p, y), 1e-6);
        Assert.Equal(Reduction.BatchMean, new CategoricalFocalCrossentropy().Under(LossConvention.Lecture).Reduction);
    }

    [Fact]
    public void Losses_given_by_name_follow_the_conventions_of_the_network()
    {
        var lecture = Compiled(Conventions.Lecture, "mse").Losses[0];
        Assert.Equal((Reduction.BatchMean, 0.5f), (lecture.Reduction, Assert.IsType<MeanSquaredError>(lecture).Factor));
        var keras = Assert.IsType<CategoricalCrossentropy>(Compiled(Conventions.Keras, "categorical_crossentropy").Losses[0]);
        Assert.Equal((1e-7f, true, Reduction.Mean), (keras.ClipProbabilities, keras.NormalizeProbabilities, keras.Reduction));
        Assert.Equal(1e-7f, Assert.IsType<BinaryCrossentropy>(Compiled(Conventions.Keras, "binary_crossentropy").Losses[0]).ClipProbabilities);
        Assert.Equal(Reduction.BatchMean, Compiled(Conventions.Lecture, "binary_crossentropy").Losses[0].Reduction);
        var torch = Assert.IsType<MeanSquaredError>(Compiled(Conventions.PyTorch, "mse").Losses[0]);
        Assert.Equal((Reduction.Mean, 1f), (torch.Reduction, torch.Factor));
    }

    [Fact]
    public void What_a_loss_was_told_stays()
    {
        var loss = new MeanSquaredError { Reduction = Reduction.Sum };
        var used = Assert.IsType<MeanSquaredError>(Compiled(Conventions.Lecture, loss).Losses[0]);
        Assert.Equal((Reduction.Sum, 0.5f), (used.Reduction, used.Factor));
        Assert.Equal(1, loss.Factor);
        Assert.Equal(1e-3f, Assert.IsType<BinaryCrossentropy>(new BinaryCrossentropy { ClipProbabilities = 1e-3f }.Under(LossConvention.Keras)).ClipProbabilities);
        Assert.Same(loss, loss.Under(LossConvention.PyTorch));
    }

    [Fact]
    public void A_clip_of_the_conventions_does_not_keep_an_activation_from_being_fused()
    {
        Assert.True(new BinaryCrossentropy().Under(LossConvention.Keras).FuseWith(new Sigmoid(), 3)!.FromLogits);
        Assert.True(new CategoricalCrossentropy().Under(LossConvention.Keras).FuseWith(new Softmax(), 3)!.FromLogits);
        Assert.Null(new BinaryCrossentropy { ClipProbabilities = 1e-7f }.Under(LossConvention.Keras).FuseWith(new Sigmoid(), 3));
    }

    [Fact]
    public void Training_and_evaluation_use_them()
    {
        var x = Tensor.From(new[,] { { 1f, 2f } });
        var y = Tensor.From(new[,] { { 1f, 2f, 3f } });
        var network = Compiled(Conventions.Lecture, "mse");
        var expected = MeanSquaredError.Lecture.Compute(network.Predict(x), y);
        Assert.Equal(expected, network.Evaluate(x, y)["loss"], 1e-9);
        Assert.Equal(expected, network.Fit(x, y)["loss"][0], 1e-9);
    }

    private static Sequential Compiled(Conventions conventions, Loss loss)
    {
        var network = new Sequential(new Dense(3)) { Conventions = conventions };
        network.Compile("sgd", loss);
        return network;
    }
}
