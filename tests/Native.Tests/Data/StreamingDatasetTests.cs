using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Networks;
using Interop.Native.Training;

namespace Interop.Native.Tests.Data;

public sealed class StreamingDatasetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public void Looking_ahead_changes_nothing_but_the_time(int lookAhead)
    {
        var random = new System.Random(lookAhead);
        var slow = new NumberStream(60)
        {
            LookAhead = lookAhead,
            ShuffleBuffer = 16,
            Before = i => Thread.Sleep(i % 10 == 0 ? random.Next(3) : 0),
        };
        var quick = new NumberStream(60) { LookAhead = 0, ShuffleBuffer = 16 };
        Assert.Equal(Epochs(quick, 3), Epochs(slow, 3));
    }

    [Theory]
    [InlineData(1, 50)]
    [InlineData(7, 50)]
    [InlineData(50, 50)]
    [InlineData(1000, 50)]
    [InlineData(8, 1)]
    public void Shuffling_gives_every_sample_once(int shuffleBuffer, int samples)
    {
        var epochs = Epochs(new NumberStream(samples) { ShuffleBuffer = shuffleBuffer }, 3);
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, samples), epoch.Order().Select(value => (int)value)));
        if (shuffleBuffer == 1)
        {
            Assert.Equal(epochs[0].Order(), epochs[0]);
        }
        else if (samples > 1)
        {
            Assert.NotEqual(epochs[0], epochs[1]);
        }

        // No sample comes before the buffer could have held it.
        Assert.All(epochs, epoch => Assert.All(epoch.Index(), sample => Assert.True(sample.Item <= sample.Index + shuffleBuffer)));
    }

    [Fact]
    public void A_stream_trains_as_the_same_samples_in_memory_do()
    {
        var (x, y) = NetworkExamples.Classes(70);
        var stream = new RowStream(x, y) { LookAhead = 3 };
        var streamed = Fit(network => network.Fit(stream, batchSize: 32, epochs: 3, validationData: stream, shuffle: false));
        var held = Fit(network => network.Fit(x, y, batchSize: 32, epochs: 3, validationData: (x, y), shuffle: false));
        Assert.Equal(held.Bits, streamed.Bits);
        Assert.Equal(held.History["val_loss"], streamed.History["val_loss"]);
        Assert.Equal(held.History["loss"], streamed.History["loss"]);
    }

    [Fact]
    public void A_shuffled_stream_trains_the_same_whatever_is_read_ahead()
    {
        var (x, y) = NetworkExamples.Classes(70);
        int[] Bits(int lookAhead) =>
            Fit(network => network.Fit(new RowStream(x, y) { LookAhead = lookAhead, ShuffleBuffer = 20 }, batchSize: 16, epochs: 3)).Bits;
        Assert.Equal(Bits(0), Bits(4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_error_comes_with_the_batch_that_could_not_be_read(int lookAhead)
    {
        var stream = new NumberStream(100) { FailsAt = 25, LookAhead = lookAhead };
        var batches = 0;
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var batch in new DataLoader(stream, 10))
            {
                batches++;
            }
        });
        Assert.Equal("sample 25 is damaged", error.Message);
        Assert.Equal(2, batches);
        Assert.Equal(0, stream.OpenReaders);
    }

    [Fact]
    public void Leaving_an_epoch_early_closes_the_reader()
    {
        var stream = new NumberStream(1_000_000) { LookAhead = 2 };
        foreach (var batch in new DataLoader(stream, 10).Take(3))
        {
            Assert.Equal(10, batch.Size);
        }

        Assert.Equal(0, stream.OpenReaders);
    }

    [Fact]
    public void A_cancelled_training_closes_the_reader()
    {
        using var cancellation = new CancellationTokenSource();
        var stream = new NumberStream(1_000_000, features: 3) { LookAhead = 2 };
        var network = Regression();
        var cancel = new LambdaCallback(onBatchEnd: (run, _) => Cancel(run.Step, cancellation));
        var history = network.Fit(stream, callbacks: [cancel], cancellationToken: cancellation.Token);
        Assert.True(history.WasCancelled);
        Assert.Equal(0, stream.OpenReaders);
    }

    [Fact]
    public void A_stream_of_unknown_length_trains()
    {
        var stream = new NumberStream(45) { KnowsCount = false };
        var network = Regression();
        var history = network.Fit(stream, batchSize: 10, epochs: 2);
        Assert.Equal(10, network.OptimizerState.Step);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Null(new DataLoader(stream, 10).Count);
    }

    [Fact]
    public void The_last_short_batch_of_a_stream_is_kept_or_dropped()
    {
        Assert.Equal([10, 10, 5], new DataLoader(new NumberStream(25), 10).Select(batch => batch.Size));
        Assert.Equal([10, 10], new DataLoader(new NumberStream(25), 10, dropLast: true).Select(batch => batch.Size));
    }

    [Fact]
    public void A_stream_without_samples_is_refused()
    {
        foreach (var knows in new[] { true, false })
        {
            var stream = new NumberStream(0) { KnowsCount = knows };
            Assert.Contains("at least one", Assert.Throws<NetworkException>(() => Regression().Fit(stream)).Message);
            Assert.Contains("at least one", Assert.Throws<NetworkException>(() => Regression().Evaluate(stream)).Message);
        }
    }

    [Fact]
    public void A_missing_value_in_a_stream_is_named()
    {
        var x = Tensor.From([3, 2], [1, 2, 3, 4, 5, float.NaN]);
        var error = Assert.Throws<NetworkException>(() => new DataLoader(new RowStream(x, new Tensor([3]))).Count());
        Assert.Contains("Sample 2 of the stream has a NaN in input 0 at element 1", error.Message);
    }

    private static void Cancel(long step, CancellationTokenSource cancellation)
    {
        if (step == 5)
        {
            cancellation.Cancel();
        }
    }

    private static Sequential Regression()
    {
        var network = new Sequential(new Dense(1)) { Threads = 1 };
        network.Compile(new SGD(1e-15f), new MeanSquaredError());
        return network;
    }

    private static (int[] Bits, History History) Fit(Func<Network, History> train)
    {
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy");
        var history = train(network);
        return (NetworkExamples.Bits(network), history);
    }

    private static float[][] Epochs(StreamingDataset stream, int epochs)
    {
        var loader = new DataLoader(stream, 8, shuffle: true, generator: new TorchGenerator(11));
        return [.. Enumerable.Range(0, epochs).Select(_ => loader.SelectMany(batch => batch.Inputs[0].ToArray()).ToArray())];
    }

    private sealed class RowStream(Tensor x, Tensor y) : StreamingDataset
    {
        public override IReadOnlyList<Shape> InputShapes => [x.Shape.Skip(1)];

        public override IReadOnlyList<Shape> TargetShapes => [y.Shape.Skip(1)];

        public override SampleReader OpenReader() => new Reader(x, y);

        private sealed class Reader(Tensor x, Tensor y) : SampleReader
        {
            private int _row;

            public override bool Read(IBatch sample)
            {
                if (_row == x.Shape[0])
                {
                    return false;
                }

                x.Rows(_row, 1).Span.CopyTo(sample.Input(0));
                y.Rows(_row, 1).Span.CopyTo(sample.Target(0));
                _row++;
                return true;
            }
        }
    }
}
