using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Losses;

/// <summary>A bad target is named with its row before anything is trained.</summary>
public sealed class TargetCheckTests
{
    [Fact]
    public void Fit_names_the_row_of_the_data_set_before_any_training()
    {
        var network = new Sequential(new Dense(3, activation: "softmax"));
        network.Compile("sgd", "categorical_crossentropy");
        var y = new Tensor([100]);
        y[71] = 3;
        network.Build(2);
        var before = network.TrainableParameters.First().Read();
        var error = Assert.Throws<LossException>(() => network.Fit(new Tensor([100, 2]), y));
        Assert.Equal(
            "CategoricalCrossentropy takes class indices, whole numbers in [0, 3) or -100 to be ignored; sample 71 of the data set has 3.", error.Message);
        Assert.Equal(71, error.Sample);
        Assert.Equal(before.ToArray(), network.TrainableParameters.First().Read().ToArray());
    }

    [Fact]
    public void Two_classes_in_a_one_hot_target_are_refused_in_a_data_set()
    {
        var network = new Sequential(new Dense(3, activation: "softmax"));
        network.Compile("sgd", "categorical_crossentropy");
        var y = Tensor.From([3, 3], [0, 1, 0, 1, 0, 1, 0, 0, 0]);
        var error = Assert.Throws<LossException>(() => network.Fit(new Tensor([3, 2]), y));
        Assert.Equal(
            "CategoricalCrossentropy takes one class for each sample, a single 1 in a one-hot target; for several labels at once use BinaryCrossentropy; " +
            "sample 1 of the data set has 1 at element 2.",
            error.Message);

        // Probabilities, and samples that count for nothing, are taken.
        network.Fit(new Tensor([3, 2]), Tensor.From([3, 3], [0, 1, 0, 0.5f, 0.25f, 0.25f, 0, 0, 0]));

        // A batch is computed as PyTorch computes it.
        Assert.Equal(2 * Math.Log(3), new CategoricalCrossentropy(fromLogits: true).Compute(new Tensor([1, 3]), Tensor.From([1, 3], [1, 0, 1])), 1e-6);
    }

    [Fact]
    public void Where_targets_are_not_in_memory_the_row_is_named_when_it_comes_up()
    {
        var network = new Sequential(new Dense(2, activation: "sigmoid"));
        network.Compile("sgd", "binary_crossentropy");
        var y = new Tensor([50, 2]);
        y[33, 1] = -1;
        var error = Assert.Throws<LossException>(() => network.Fit(new Streamed(new TensorDataset(new Tensor([50, 3]), y)), batchSize: 8));
        Assert.Equal(33, error.Sample);
        Assert.StartsWith("Sample 33 of the data set: BinaryCrossentropy takes targets in [0, 1]; sample ", error.Message);
        Assert.EndsWith("of the batch has -1 at element 1.", error.Message);
    }

    // A loss by itself, which reads probabilities: with the layer's sigmoid it would be computed in one.
    [Fact]
    public void A_prediction_that_is_not_a_number_is_told_from_bad_targets_and_its_row_is_named()
    {
        // The first layer overflows, the second takes infinity from infinity.
        var network = new Sequential(new Dense(8, kernelInitializer: "ones"), new Dense(2, activation: "sigmoid"));
        network.Compile("sgd", new BinaryCrossentropy { ClipProbabilities = 1e-7f });
        var x = new Tensor([50, 3]);
        x.Rows(33, 1).Span.Fill(3e38f);
        var error = Assert.Throws<LossException>(() => network.Fit(new Streamed(new TensorDataset(x, new Tensor([50, 2]))), batchSize: 8));
        Assert.True(error.IsNotANumber, error.Message);
        Assert.Equal(33, error.Sample);
    }

    [Theory]
    [InlineData("mse", float.NaN, "MeanSquaredError takes finite targets; sample 2 of the batch has NaN at element 1.")]
    [InlineData("mae", float.PositiveInfinity, "MeanAbsoluteError takes finite targets; sample 2 of the batch has Infinity at element 1.")]
    [InlineData("binary_crossentropy", 1.5f, "BinaryCrossentropy takes targets in [0, 1]; sample 2 of the batch has 1.5 at element 1.")]
    [InlineData("hinge", 0.5f, "Hinge takes targets of −1 (or 0) and 1; sample 2 of the batch has 0.5 at element 1.")]
    [InlineData("kl_divergence", -0.5f, "KLDivergence takes probabilities in [0, 1]; sample 2 of the batch has -0.5 at element 1.")]
    [InlineData("poisson", -1f, "Poisson takes counts of 0 or more; sample 2 of the batch has -1 at element 1.")]
    [InlineData("categorical_crossentropy", -1f, "CategoricalCrossentropy takes one-hot targets or probabilities of 0 or more; sample 2 of the batch has -1 at element 1.")]
    [InlineData("categorical_hinge", 0.5f, "CategoricalHinge takes class indices or one-hot targets; sample 0 of the batch has 0 at element 0.")]
    public void A_bad_target_is_named(string name, float value, string message)
    {
        var targets = new Tensor([4, 2]);
        targets[2, 1] = value;
        var error = Assert.Throws<LossException>(() => LossNames.Find(name).Compute(new Tensor([4, 2]), targets));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(3f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void A_bad_class_index_is_named_wherever_it_is(float value)
    {
        foreach (var position in new[] { 0, 9, 40 })
        {
            var targets = new Tensor([41]);
            targets[position] = value;
            var error = Assert.Throws<LossException>(() => new CategoricalCrossentropy(fromLogits: true).Compute(new Tensor([41, 3]), targets));
            Assert.Equal(position, error.Sample);
        }
    }

    [Fact]
    public void Predictions_that_are_no_probabilities_say_how_to_mend_it()
    {
        var error = Assert.Throws<LossException>(() => new CategoricalCrossentropy().Compute(Tensor.From(new[,] { { 1f, -2f } }), Tensor.From(0f)));
        Assert.Equal(
            "CategoricalCrossentropy takes probabilities in [0, 1]; the prediction for sample 0 of the batch is -2 at element 1; " +
            "end the network in a softmax, or use fromLogits: true.",
            error.Message);
        error = Assert.Throws<LossException>(() => new BinaryCrossentropy().Compute(Tensor.From(float.NaN), Tensor.From(0f)));
        Assert.EndsWith("lower the learning rate, or clip gradients.", error.Message);
    }

    [Fact]
    public void A_prediction_far_down_a_large_batch_is_named_with_its_place()
    {
        var p = new Tensor([500, 100]);
        p[437, 7] = 2;
        var error = Assert.Throws<LossException>(() => new BinaryCrossentropy().Compute(p, new Tensor([500, 100])));
        Assert.Contains("the prediction for sample 437 of the batch is 2 at element 7", error.Message);
        Assert.Equal(437, error.Sample);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        var loss = new CategoricalCrossentropy();
        Assert.Contains("got outputs of shape [3] and targets of shape [4]", Assert.Throws<NetworkException>(() => loss.CheckShapes(3, 4)).Message);
        Assert.Contains("use BinaryCrossentropy for one output", Assert.Throws<NetworkException>(() => loss.CheckShapes(1, 1)).Message);
        Assert.Contains(
            "one weight for each of 3 classes",
            Assert.Throws<NetworkException>(() => new CategoricalCrossentropy { ClassWeights = new Tensor([2]) }.CheckShapes(3, 3)).Message);
        Assert.Contains(
            "one for each of 3 outputs as PositiveWeight",
            Assert.Throws<NetworkException>(() => new BinaryCrossentropy { PositiveWeight = new Tensor([2]) }.CheckShapes(3, 3)).Message);
    }

    private sealed class Streamed(TensorDataset data) : Dataset
    {
        public override int Count => data.Count;

        public override IReadOnlyList<Shape> InputShapes => data.InputShapes;

        public override IReadOnlyList<Shape> TargetShapes => data.TargetShapes;

        public override void Read(ReadOnlySpan<int> rows, IBatch batch) => data.Read(rows, batch);
    }
}
