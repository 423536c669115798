using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Networks;

/// <summary>At inference a plan folds batch normalization into the layer before; the numbers are those of both, one after the other.</summary>
public sealed class BatchNormalizationFoldingTests
{
    public static TheoryData<string, BatchNormalizationConvention, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, BatchNormalizationConvention, bool>();
            foreach (var kind in new[] { "Dense", "Dense along the last axis", "Conv1D", "Conv2D", "Conv2D in groups", "Conv3D" })
            {
                foreach (var convention in Enum.GetValues<BatchNormalizationConvention>())
                {
                    data.Add(kind, convention, true);
                    data.Add(kind, convention, false);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Folded_and_unfolded_networks_agree(string kind, BatchNormalizationConvention convention, bool useBias)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var (folded, unfolded, x) = Pair(kind, convention, useBias, seed);
            Tolerance.Accumulation.AssertClose(unfolded.Predict([x])[0].Span, folded.Predict(x).Span, $"seed {seed}");
        }
    }

    [Fact]
    public void The_fold_follows_every_change_of_a_parameter()
    {
        var (folded, unfolded, x) = Pair("Dense", BatchNormalizationConvention.PyTorch, useBias: true, seed: 9);
        folded.Predict(x);

        // Training moves weights by steps and running statistics by forward passes.
        folded.Compile(new SGD(0.1f), new ProbeLoss());
        var session = folded.StartTraining(x.Shape[0]);
        session.Forward(x);
        session.Cost(new Tensor(folded.OutputShapes[0].Prepend(x.Shape[0])));
        AssertSame();
        session.Forward(x);
        session.Cost(folded.Predict(x));
        session.Backward();
        session.Step();
        AssertSame();

        // State dicts, single parameters, and their memory.
        folded.LoadStateDict(Pair("Dense", BatchNormalizationConvention.PyTorch, useBias: true, seed: 10).Folded.StateDict());
        AssertSame();
        folded.TrainableParameters.First().Write(new Tensor(folded.TrainableParameters.First().Shape));
        AssertSame();
        folded.TrainableParameters.Last().Storage.Fill(3f);
        folded.TrainableParameters.Last().MarkChanged();
        AssertSame();

        void AssertSame()
        {
            unfolded.LoadStateDict(folded.StateDict());
            Tolerance.Accumulation.AssertClose(unfolded.Predict([x])[0].Span, folded.Predict(x).Span, "after a change");
        }
    }

    [Fact]
    public void Many_threads_may_predict_at_once_after_a_change()
    {
        var (folded, unfolded, x) = Pair("Conv2D", BatchNormalizationConvention.PyTorch, useBias: true, seed: 3);
        var expected = unfolded.Predict([x])[0].ToArray();
        var weight = folded.TrainableParameters.First();
        var values = weight.Read();
        for (var round = 0; round < 20; round++)
        {
            weight.Write(values);
            Parallel.For(0, 8, _ => Tolerance.Accumulation.AssertClose(expected, folded.Predict(x).Span, "prediction"));
        }
    }

    [Fact]
    public void A_function_between_or_a_second_reader_prevents_folding()
    {
        var x = new Tensor([6, 5]);
        new TorchGenerator(1).FillNormal(x.Span, 0, 1);
        var network = new Sequential(new Dense(4, activation: "tanh"), new BatchNormalization());
        network.Build(5);
        var hidden = new Sequential(new Dense(4, activation: "tanh"));
        hidden.Build(5);
        hidden.LoadStateDict(network.StateDict().Where(pair => pair.Key.StartsWith('0')).ToDictionary());
        float[] expected = [.. hidden.Predict(x).ToArray().Select(value => value / MathF.Sqrt(1 + 1e-5f))];
        Tolerance.Float32.AssertClose(expected, network.Predict(x).Span, "a function between");
    }

    // The same layers twice: once the layer's own output is given out too, which prevents folding.
    private static (Sequential Folded, Model Unfolded, Tensor X) Pair(string kind, BatchNormalizationConvention convention, bool useBias, ulong seed)
    {
        Shape sample = kind switch
        {
            "Dense" => 7,
            "Dense along the last axis" => new Shape(3, 5),
            "Conv1D" => new Shape(3, 9),
            "Conv3D" => new Shape(2, 4, 3, 4),
            _ => new Shape(4, 6, 5),
        };
        Layer layer = Create(kind, useBias, "0"), twin = Create(kind, useBias, "0");
        var axis = kind == "Dense along the last axis" ? -1 : 1;
        BatchNormalization normalization = new(convention: convention, axis: axis, name: "1"), other = new(convention: convention, axis: axis, name: "1");
        var folded = new Sequential(layer, normalization) { Generator = new TorchGenerator(seed) };
        folded.Build(sample);
        var random = new TorchGenerator(seed + 100);
        foreach (var parameter in normalization.Parameters)
        {
            var values = new Tensor(parameter.Shape);
            random.FillUniform(values.Span, 0.3f, 2f);
            parameter.Write(values);
        }

        var input = Symbol.Input(sample);
        Symbol middle = twin.Call(input), last = other.Call(middle);
        var unfolded = new Model([input], [last, middle]);
        unfolded.Build();
        unfolded.LoadStateDict(folded.StateDict());
        var x = new Tensor(sample.Prepend(5));
        random.FillNormal(x.Span, 0, 1);
        return (folded, unfolded, x);
    }

    private static Layer Create(string kind, bool useBias, string name) => kind switch
    {
        "Conv1D" => new Conv1D(5, 3, useBias: useBias, name: name),
        "Conv2D" => new Conv2D(5, 3, padding: 1, useBias: useBias, name: name),
        "Conv2D in groups" => new Conv2D(6, 3, stride: 2, groups: 2, useBias: useBias, name: name),
        "Conv3D" => new Conv3D(3, 2, useBias: useBias, name: name),
        _ => new Dense(6, useBias: useBias, name: name),
    };
}
