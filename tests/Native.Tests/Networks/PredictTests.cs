using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Networks;

public sealed class PredictTests
{
    [Fact]
    public void The_batch_size_does_not_change_a_bit()
    {
        var (x, _) = NetworkExamples.Classes(50);
        var network = NetworkExamples.Classifier();
        var whole = network.Predict(x).ToArray();
        Assert.Equal(whole, network.Predict(x, batchSize: 1).ToArray());
        Assert.Equal(whole, network.Predict(x, batchSize: 7).ToArray());
        Assert.Equal(whole, network.Predict(x, batchSize: 50).ToArray());
    }

    [Fact]
    public void The_input_is_read_where_it_lies_and_left_as_it_is()
    {
        var (x, _) = NetworkExamples.Classes(50);
        var before = x.ToArray();

        // The first layer has a function of its own, and the second one's input is the network's under another shape.
        var function = new Sequential(new ReLU(), new Flatten(), new ReLU(), new Dense(3, activation: "softmax")) { Generator = new TorchGenerator(1) };
        var expected = function.Predict(x, batchSize: 50).ToArray();
        Assert.Equal(expected, function.Predict(x, batchSize: 7).ToArray());
        Assert.Equal(before, x.ToArray());

        // The result may replace the samples.
        var same = new Sequential(new ReLU());
        same.Predict(x, x, batchSize: 16);
        Assert.Equal(before.Select(value => Math.Max(value, 0)), x.ToArray());
    }

    [Fact]
    public void Many_threads_predict_with_one_network_at_once()
    {
        var (x, _) = NetworkExamples.Classes(64);
        var network = NetworkExamples.Classifier(threads: 2);
        var expected = network.Predict(x).ToArray();
        var results = new float[64][];
        using var barrier = new Barrier(results.Length);
        var threads = Enumerable.Range(0, results.Length).Select(index => new Thread(() =>
        {
            for (var round = 0; round < 20; round++)
            {
                // They begin together each time.
                barrier.SignalAndWait();
                results[index] = network.Predict(x, batchSize: 1 + index).ToArray();
            }
        })).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public void A_plan_that_was_under_way_while_threads_or_numerics_were_set_is_not_used_again()
    {
        var network = NetworkExamples.Classifier(threads: 1);
        network.Predict(NetworkExamples.Classes(4).Item1);
        var ofOneThread = network.RentPlan(4);
        network.Threads = 2;
        network.ReturnPlan(ofOneThread);
        var ofTwoThreads = network.RentPlan(4);
        network.Numerics = Numerics.Fast;
        network.ReturnPlan(ofTwoThreads);
        var fast = network.RentPlan(4);
        network.ReturnPlan(fast);

        Assert.Equal(2, ofTwoThreads.Workers.Threads);
        Assert.Equal(Numerics.Fast, fast.Numerics);
        Assert.Same(fast, network.RentPlan(4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1025)]
    public void Numbers_of_threads_that_no_pool_has_are_refused_when_they_are_set(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkExamples.Classifier().Threads = threads);

    [Fact]
    public void A_prediction_in_steady_state_allocates_nothing()
    {
        var (x, _) = NetworkExamples.Classes(32);
        var network = NetworkExamples.Classifier();
        var output = new Tensor([32, 3]);
        for (var warmUp = 0; warmUp < 50; warmUp++)
        {
            network.Predict(x, output);
        }

        var before = AllocatedBytes.Now;
        for (var i = 0; i < 100; i++)
        {
            network.Predict(x, output);
        }

        before.AssertNoMore();
    }

    [Fact]
    public void Wrong_inputs_are_refused_with_what_was_expected_and_what_came()
    {
        var network = NetworkExamples.Classifier();
        network.Build(8);
        Assert.Contains("expects a batch of shape [N, 8], got [2, 7]", Refused(new Tensor([2, 7])));
        Assert.Contains("a single sample needs a batch axis in front", Refused(new Tensor([8])));
        Assert.Contains("empty batch", Refused(new Tensor([0, 8])));
        Assert.Contains("Reshape", Refused(new Tensor([2, 2, 4])));
        var missing = new Tensor([4, 8]);
        missing[2, 5] = float.NaN;
        Assert.Contains("NaN in sample 2 at element 5", Refused(missing));

        string Refused(Tensor input) => Assert.Throws<NetworkException>(() => network.Predict(input)).Message;
    }
}
