using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Kernels;

namespace Interop.Native.Tests.Networks;

/// <summary>Predictions that run a few samples at a time through the convolutions.</summary>
public class PlanStagesTests
{
    private const int Capacity = 32;

    public static TheoryData<string> Networks => [.. Examples.Keys];

    private static Dictionary<string, Func<Network>> Examples => new()
    {
        ["chain"] = () => new Sequential(
            new Conv2D(24, 3, padding: 1), new ReLU(), new DepthwiseConv2D(3, padding: 1), new BatchNormalization(), new Swish(),
            new MaxPool2D(2), new Conv2D(16, 1), new AvgPool2D(2), new Flatten(), new Dense(3)),
        ["pooled convolution"] = () => new Sequential(
            new Conv2D(32, 3), new ReLU(), new Conv2D(32, 3), new ReLU(), new Conv2D(32, 3), new ReLU(), new MaxPool2D(2), new Dropout(0.5), new Conv2D(8, 3),
            new GlobalAveragePooling2D()),
        ["mean"] = () => new Sequential(
            new Conv2D(24, 3), new ReLU(), new Conv2D(40, 3), new BatchNormalization(), new ReLU(), new GlobalAveragePooling2D(), new Dense(3)),
        ["joins and several outputs"] = () =>
        {
            var input = Symbol.Input(new Shape(3, 40, 40));
            var first = new Conv2D(24, 3, padding: 1, activation: "relu").Call(input);
            var second = new DepthwiseConv2D(3, padding: 1).Call(first);
            var sum = new Add().Call(first, second);
            var both = new Concatenate().Call(sum, second);
            return new Model([input], [new GlobalMaxPooling2D().Call(both), second, new Dense(4).Call(new Flatten().Call(sum))]);
        },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Slices_give_the_bits_of_the_whole_batch(string example)
    {
        CompareSlices(Examples[example](), Numerics.Strict);
        CompareSlices(Examples[example](), Numerics.Fast);
    }

    private static void CompareSlices(Network network, Numerics numerics)
    {
        network.Numerics = numerics;
        network.Generator = new TorchGenerator(1);
        network.Build(new Shape(3, 40, 40));
        foreach (var threads in (int[])[1, 2, 3])
        {
            network.Threads = threads;
            var whole = PlanOf(network, sliceThreads: 0);
            var sliced = PlanOf(network, threads);

            Assert.True(sliced.Arena.Length < whole.Arena.Length);
            foreach (var samples in (int[])[1, 7, Capacity])
            {
                var expected = Run(whole, samples);
                var actual = Run(sliced, samples);
                Assert.Equal(expected.Length, actual.Length);
                for (var i = 0; i < expected.Length; i++)
                {
                    Assert.Equal(TestNumbers.Bits(expected[i]), TestNumbers.Bits(actual[i]));
                }
            }
        }
    }

    /// <summary>Slices of a batch that does not fit the caches; whole batches of a small network, and of a layer that sees the batch.</summary>
    [Fact]
    public void What_runs_in_slices()
    {
        Assert.Contains(StagesOf(new Shape(16, 64, 64), new DepthwiseConv2D(3), new ReLU(), new GlobalMaxPooling2D()), stage => stage.Samples == 1);
        Assert.All(StagesOf(new Shape(2, 16, 16), new Conv2D(2, 3), new ReLU(), new GlobalAveragePooling2D()), stage => Assert.Equal(Capacity, stage.Samples));
        Assert.Equal(
            Capacity,
            StagesOf(new Shape(16, 64, 64), new DepthwiseConv2D(3), new BatchNormalization(trackRunningStatistics: false), new GlobalMaxPooling2D())[^1].Samples);
    }

    private static PlanStage[] StagesOf(Shape input, params Layer[] layers)
    {
        var network = new Sequential(layers);
        network.Build(input);
        return [.. PlanCompiler.Compile(network.Graph, Options(network, sliceThreads: 1)).Stages];
    }

    private static PlanOptions Options(Network network, int sliceThreads) =>
        new(Capacity, IsTraining: false, HasBackward: false, new bool[network.Graph.Outputs.Count], SliceThreads: sliceThreads);

    private static Plan PlanOf(Network network, int sliceThreads) => network.CreatePlan(Options(network, sliceThreads));

    private static float[][] Run(Plan plan, int samples)
    {
        plan.BatchSize = samples;
        TestNumbers.Uniform(samples, plan.Inputs[0].Span(plan).Length, 2f).CopyTo(plan.Inputs[0].Span(plan));
        plan.Forward();
        Assert.Equal((0, samples), (plan.FirstSample, plan.BatchSize));
        return [.. plan.Outputs.Select(output => output.Span(plan).ToArray())];
    }
}
