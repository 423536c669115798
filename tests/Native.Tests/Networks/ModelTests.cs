using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Networks;

public sealed class ModelTests
{
    [Fact]
    public void A_chain_as_a_model_equals_the_sequential()
    {
        var random = new TorchGenerator(1);
        var x = new Tensor([5, 8]);
        random.FillNormal(x.Span, 0, 1);
        var sequential = new Sequential(new Dense(7), new ReLU(), new Dense(3)) { Generator = new TorchGenerator(9) };
        var input = Symbol.Input(8);
        var model = new Model(input, new Dense(3).Call(((Layer)new ReLU()).Call(new Dense(7).Call(input)))) { Generator = new TorchGenerator(9) };

        Assert.Equal(sequential.Predict(x).ToArray(), model.Predict(x).ToArray());
        Assert.Equal(["dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias"], model.StateDict().Keys);
    }

    // y = (x + x) W₁ᵀ W₁ᵀ with a value read twice and a weight used twice: gradients of both have two contributions.
    [Fact]
    public void Values_read_twice_and_weights_used_twice_receive_both_gradients()
    {
        var random = new TorchGenerator(2);
        var shared = new Dense(4, useBias: false);
        var input = Symbol.Input(4);
        var first = shared.Call(input);
        var model = new Model([input], [shared.Call(first), first]) { Generator = random };
        model.Build();
        model.Compile(new SGD(), [new ProbeLoss(), new ProbeLoss()]);
        var session = model.StartTraining(3, inputGradients: true);
        Tensor[] tensors = [.. Enumerable.Range(0, 3).Select(_ => new Tensor([3, 4]))];
        foreach (var tensor in tensors)
        {
            random.FillNormal(tensor.Span, 0, 1);
        }

        session.Forward(tensors[0]);
        session.Cost(tensors[1], tensors[2]);
        session.Backward();

        var tape = new Tape();
        var x = tape.Variables(tensors[0].Span);
        var w = tape.Variables(shared.Weight!.Read().Span);
        var h = Product(x, w);
        var y = Product(h, w);
        Var[] terms = [.. y.Select((value, i) => value * tensors[1].Span[i]), .. h.Select((value, i) => value * tensors[2].Span[i])];
        var cost = Var.Sum(terms);
        Tolerance.Accumulation.AssertClose(tape.Gradient(cost, w), session.Gradient(shared.Weight).Span, "gradient of the shared weight");
        Tolerance.Accumulation.AssertClose(tape.Gradient(cost, x), session.InputGradient().Span, "gradient of the input");
    }

    [Fact]
    public void An_input_that_is_not_listed_is_named()
    {
        var listed = Symbol.Input(4, "listed");
        var forgotten = Symbol.Input(4, "forgotten");
        var error = Assert.Throws<NetworkException>(() => new Model(listed, new Dense(2).Call(forgotten)));
        Assert.Contains("'forgotten'", error.Message);
    }

    private static Var[] Product(Var[] x, Var[] w) =>
        [.. from row in Enumerable.Range(0, 3) from unit in Enumerable.Range(0, 4) select Var.Sum([.. Enumerable.Range(0, 4).Select(i => x[(row * 4) + i] * w[(unit * 4) + i])])];
}
