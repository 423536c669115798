using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;
using Interop.Native.Training;

namespace Interop.Native.Tests.Layers;

/// <summary>What every layer promises, whatever it computes.</summary>
public sealed class LayerConformanceTests
{
    private const int BatchSize = 5;

    public static TheoryData<string> Names => [.. LayerCases.All.Keys];

    public static TheoryData<string> NamesForAnyLayout => [.. LayerCases.All.Where(pair => pair.Value.Create().Layout is null).Select(pair => pair.Key)];

    [Fact]
    public void Every_layer_goes_through_these_tests()
    {
        var listed = LayerCases.All.Values.Select(layerCase => layerCase.Create().GetType()).ToHashSet();
        var missing = typeof(Layer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract && !listed.Contains(type));
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_are_as_foretold_and_numbers_finite(string name)
    {
        var network = Build(name, threads: 1);
        var output = network.Predict(Inputs(name, BatchSize))[0];
        Assert.Equal(network.OutputShapes[0].Prepend(BatchSize), output.Shape);
        Assert.All(output.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_use_a_sample_does_not_depend_on_its_batch(string name)
    {
        var network = Build(name, threads: 1);
        var inputs = Inputs(name, BatchSize);
        var whole = network.Predict(inputs)[0];
        for (var row = 0; row < BatchSize; row++)
        {
            var alone = network.Predict([.. inputs.Select(input => input.Rows(row, 1))])[0];
            Assert.Equal(whole.Rows(row, 1).ToArray(), alone.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plan_for_larger_batches_gives_the_same_bits(string name) =>
        Assert.Equal(PassBits(name, threads: 1, BatchSize), PassBits(name, threads: 1, capacity: 3 * BatchSize));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_does_not_change_a_bit(string name)
    {
        var expected = PassBits(name, threads: 1, BatchSize);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            Assert.Equal(expected, PassBits(name, threads, BatchSize));
        }
    }

    [Theory]
    [MemberData(nameof(NamesForAnyLayout))]
    public void A_layer_that_takes_any_layout_gives_the_same_numbers_in_either(string name)
    {
        var layer = LayerCases.All[name].Create();
        var inputs = Inputs(name, BatchSize);
        var shape = layer.OutputShape([.. inputs.Select(input => input.Shape.Skip(1))]);
        var outputGradient = new Tensor(shape.Prepend(BatchSize));
        new TorchGenerator(7).FillNormal(outputGradient.Span, 0, 1);
        var first = new LayerProbe(layer, inputs, null, outputGradient);
        var last = new LayerProbe(LayerCases.All[name].Create(), inputs, null, outputGradient, channelsLast: true);
        Tolerance.Accumulation.AssertClose(first.Output.Span, last.Output.Span, "output");
        for (var i = 0; i < inputs.Length; i++)
        {
            Tolerance.Accumulation.AssertClose(first.InputGradients[i].Span, last.InputGradients[i].Span, $"gradient of input {i}");
        }

        foreach (var parameter in first.Network.TrainableParameters)
        {
            Tolerance.Accumulation.AssertClose(first.Gradient(parameter.Name).Span, last.Gradient(parameter.Name).Span, parameter.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_written_and_not_added_to(string name)
    {
        var network = Build(name, threads: 1);
        var state = network.StateDict();
        var generator = network.Generator.Save();
        var session = network.StartTraining(BatchSize, inputGradients: true);
        var first = Pass(name, network, session);
        network.LoadStateDict(state);
        network.Generator.Restore(generator);
        Assert.Equal(first, Pass(name, network, session));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_dict_carries_everything(string name)
    {
        var network = Build(name, threads: 1, seed: 1);
        var session = network.StartTraining(BatchSize);
        Pass(name, network, session);
        session.Step();
        var other = Build(name, threads: 1, seed: 2);
        other.LoadStateDict(network.StateDict());
        Assert.Equal(network.Predict(Inputs(name, BatchSize))[0].ToArray(), other.Predict(Inputs(name, BatchSize))[0].ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_in_steady_state_allocates_nothing(string name)
    {
        var network = Build(name, threads: 1);
        var session = network.StartTraining(BatchSize);
        Pass(name, network, session);
        for (var warmUp = 0; warmUp < 50; warmUp++)
        {
            session.RunBatch();
        }

        var before = AllocatedBytes.Now;
        for (var i = 0; i < 20; i++)
        {
            session.RunBatch();
        }

        before.AssertNoMore();
    }

    private static Model Build(string name, int threads, ulong seed = 11)
    {
        var layerCase = LayerCases.All[name];
        Symbol[] symbols = [.. layerCase.Inputs.Select((shape, i) => Symbol.Input(shape, $"x{i}"))];
        var network = new Model(symbols, [layerCase.Create().Call(symbols)]) { Generator = new TorchGenerator(seed), Threads = threads };
        network.Build();
        network.Compile(new SGD(learningRate: 0.1f), new ProbeLoss());
        return network;
    }

    private static Tensor[] Inputs(string name, int batchSize)
    {
        var random = new TorchGenerator(99);
        return [.. LayerCases.All[name].Inputs.Select(shape =>
        {
            var tensor = new Tensor(shape.Prepend(batchSize));
            random.FillNormal(tensor.Span, 0, 1);
            return tensor;
        })];
    }

    private static int[] PassBits(string name, int threads, int capacity)
    {
        var network = Build(name, threads);
        return Pass(name, network, network.StartTraining(capacity, inputGradients: true));
    }

    // Output and all gradients of one training pass, as bits.
    private static int[] Pass(string name, Network network, TrainingSession session)
    {
        var inputs = Inputs(name, BatchSize);
        var output = session.Forward(inputs);
        var outputGradient = new Tensor(output.Shape);
        new TorchGenerator(7).FillNormal(outputGradient.Span, 0, 1);
        session.Cost(outputGradient);
        session.Backward();
        IEnumerable<float> numbers = output.ToArray();
        if (session.HasInputGradients)
        {
            numbers = numbers.Concat(inputs.SelectMany((_, i) => session.InputGradient(i).ToArray()));
        }

        numbers = numbers.Concat(network.TrainableParameters.SelectMany(parameter => session.Gradient(parameter).ToArray()));
        return [.. numbers.Select(BitConverter.SingleToInt32Bits)];
    }
}
