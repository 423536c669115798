using Interop.Native.Data;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Data;

public sealed class DataLoaderTests
{
    private const string References = "Data/references/data_order.json.gz";

    [Theory]
    [InlineData(10, 10, false, new[] { 10 })]
    [InlineData(10, 1, false, new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(10, 4, false, new[] { 4, 4, 2 })]
    [InlineData(10, 4, true, new[] { 4, 4 })]
    [InlineData(3, 4, false, new[] { 3 })]
    [InlineData(3, 4, true, new int[0])]
    [InlineData(1, 4, false, new[] { 1 })]
    public void Batch_stochastic_and_mini_batch(int samples, int batchSize, bool dropLast, int[] expected)
    {
        var loader = new DataLoader(Numbers(samples), batchSize, dropLast: dropLast);
        Assert.Equal(expected, loader.Select(batch => batch.Size));
        Assert.Equal(expected.Length, loader.Count);
    }

    [Fact]
    public void Batches_take_apart_into_features_and_targets()
    {
        var seen = new List<float>();
        foreach (var (features, targets) in new DataLoader(Numbers(5), batchSize: 2))
        {
            Assert.Equal(features.Shape[0], targets.Shape[0]);
            Assert.All(features.ToArray().Zip(targets.ToArray()), pair => Assert.Equal(2 * pair.First, pair.Second));
            seen.AddRange(features.ToArray());
        }

        Assert.Equal([0, 1, 2, 3, 4], seen);
    }

    [Fact]
    public void Each_epoch_has_an_order_of_its_own_that_the_seed_decides()
    {
        var first = new DataLoader(Numbers(100), 7, shuffle: true, generator: new TorchGenerator(5));
        var second = new DataLoader(Numbers(100), 7, shuffle: true, generator: new TorchGenerator(5));
        var epochs = Enumerable.Range(0, 3).Select(_ => Order(first)).ToArray();
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
        Assert.All(epochs, order => Assert.Equal(Order(second), order));
        Assert.All(epochs, order => Assert.Equal(Enumerable.Range(0, 100), order.Order().Select(value => (int)value)));
        Assert.Equal(3, first.Epoch);
    }

    [Fact]
    public void The_order_is_PyTorchs() => OracleFile.Recorded(References).AssertAll(CheckOrder);

    [Fact]
    public void The_order_is_PyTorchs_live() => PythonOracle.Live("data_order.py", "torch").AssertAll(CheckOrder);

    [Fact]
    public void A_loop_of_ones_own_trains_as_Fit_does_on_the_same_order()
    {
        var (x, y) = Networks.NetworkExamples.Classes(100);
        var fitted = Networks.NetworkExamples.Classifier();
        fitted.Compile("adam", "categorical_crossentropy");
        fitted.Fit(x, y, batchSize: 32, epochs: 3, shuffle: false);

        var looped = Networks.NetworkExamples.Classifier();
        looped.Build(8);
        looped.Compile("adam", "categorical_crossentropy");
        var session = looped.StartTraining(batchSize: 32, targetShapes: [[]]);
        var loader = new DataLoader(new TensorDataset(x, y), batchSize: 32);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            foreach (var (features, targets) in loader)
            {
                session.Forward(features);
                session.Cost(targets);
                session.Backward();
                session.Step();
            }
        }

        Assert.Equal(Networks.NetworkExamples.Bits(fitted), Networks.NetworkExamples.Bits(looped));
    }

    [Fact]
    public void A_subset_reads_the_rows_it_names()
    {
        var subset = new Subset(Numbers(10), [7, 2, 2, 9]);
        Assert.Equal(4, subset.Count);
        Assert.Equal([7, 2, 2, 9], Order(new DataLoader(subset, 3)));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Subset(Numbers(10), [3, 10]));
        Assert.Contains("rows 0 to 9, got row 10", error.Message);
    }

    [Fact]
    public void Weights_come_with_their_samples()
    {
        var data = new TensorDataset(Tensor.From([3, 1], [0, 1, 2]), Tensor.From([3, 1], [0, 2, 4]), Tensor.From(0.5f, 1f, 2f));
        var weights = new DataLoader(data, 2).SelectMany(batch => batch.Weights!.ToArray());
        Assert.Equal([0.5f, 1f, 2f], weights);
    }

    private static void CheckOrder(OracleCase oracle)
    {
        var loader = new DataLoader(
            Numbers(oracle.Int("samples")), oracle.Int("batch_size"), oracle.Bool("shuffle"), oracle.Bool("drop_last"), new TorchGenerator((ulong)oracle.Int("seed")));
        for (var epoch = 0; epoch < oracle.Int("epochs"); epoch++)
        {
            Assert.Equal(oracle.Doubles($"order_{epoch}"), Order(loader).Select(value => (double)value));
        }
    }

    private static float[] Order(DataLoader loader) => [.. loader.SelectMany(batch => batch.Inputs[0].ToArray())];

    private static TensorDataset Numbers(int samples)
    {
        float[] values = [.. Enumerable.Range(0, samples).Select(i => (float)i)];
        return new TensorDataset(Tensor.From([samples, 1], values), Tensor.From([samples, 1], [.. values.Select(value => 2 * value)]));
    }
}
