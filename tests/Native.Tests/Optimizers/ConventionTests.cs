using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Optimizers;

/// <summary>A network's conventions settle what its optimizer, regularizers and initializers were not told, and nothing else.</summary>
public class ConventionTests
{
    private static Dictionary<string, (Conventions Conventions, Func<Optimizer> Implied, Func<Optimizer> Spelled)> Cases { get; } = new()
    {
        ["PyTorch, Adam"] = (Conventions.PyTorch, () => "adam", () => new Adam(1e-3f, 0.9, 0.999, 1e-8, 0, false, EpsilonPlacement.OutsideRoot, BiasCorrection.PerStep)),
        ["PyTorch, RMSprop"] = (Conventions.PyTorch, () => "rmsprop", () => new RMSprop(0.01f, 0.99, 1e-8, epsilonPlacement: EpsilonPlacement.OutsideRoot)),
        ["PyTorch, SGD"] = (Conventions.PyTorch, () => new SGD(0.1f, 0.9), () => new SGD(0.1f, 0.9, convention: MomentumConvention.PyTorch)),
        ["Keras, Adadelta"] = (Conventions.Keras, () => "adadelta", () => new Adadelta(0.001f, 0.95, 1e-7)),
        ["Keras, Adagrad"] = (
            Conventions.Keras, () => "adagrad", () => new Adagrad(0.001f, initialAccumulator: 0.1, epsilon: 1e-7, epsilonPlacement: EpsilonPlacement.InsideRoot)),
        ["Keras, Adam"] = (Conventions.Keras, () => "adam", () => new Adam(0.001f, epsilon: 1e-7, epsilonPlacement: EpsilonPlacement.BeforeBiasCorrection)),
        ["Keras, Adamax"] = (Conventions.Keras, () => "adamax", () => new Adamax(0.001f, epsilon: 1e-7, epsilonPlacement: AdamaxEpsilon.WithDivisor)),
        ["Keras, AdamW"] = (Conventions.Keras, () => "adamw", () => new AdamW(0.001f, epsilon: 1e-7, weightDecay: 0.004f, epsilonPlacement: EpsilonPlacement.BeforeBiasCorrection)),
        ["Keras, NAdam"] = (Conventions.Keras, () => "nadam", () => new NAdam(0.001f, epsilon: 1e-7, momentumDecay: 1)),
        ["Keras, RMSprop"] = (Conventions.Keras, () => "rmsprop", () => new RMSprop(0.001f, 0.9, 1e-7, epsilonPlacement: EpsilonPlacement.InsideRoot)),
        ["Keras, SGD"] = (Conventions.Keras, () => new SGD(0.1f, 0.9), () => new SGD(0.1f, 0.9, convention: MomentumConvention.Keras)),
        ["lecture, Adagrad"] = (Conventions.Lecture, () => "adagrad", () => new Adagrad(0.01f, epsilonPlacement: EpsilonPlacement.InsideRoot)),
        ["lecture, Adam"] = (
            Conventions.Lecture, () => "adam", () => new Adam(epsilonPlacement: EpsilonPlacement.InsideRoot, biasCorrection: BiasCorrection.Constant)),
        ["lecture, RMSprop"] = (Conventions.Lecture, () => "rmsprop", () => new RMSprop(0.01f, epsilonPlacement: EpsilonPlacement.InsideRoot)),
        ["lecture, SGD"] = (Conventions.Lecture, () => new SGD(0.1f, 0.9), () => new SGD(0.1f, 0.9, convention: MomentumConvention.Lecture)),
        ["lecture, told otherwise"] = (
            Conventions.Lecture,
            () => new RMSprop(epsilonPlacement: EpsilonPlacement.OutsideRoot),
            () => new RMSprop(0.01f, 0.99, 1e-8, epsilonPlacement: EpsilonPlacement.OutsideRoot)),
        ["Keras, told otherwise"] = (Conventions.Keras, () => new RMSprop(0.02f, 0.8, 1e-3), () => new RMSprop(0.02f, 0.8, 1e-3, epsilonPlacement: EpsilonPlacement.InsideRoot)),
        ["Keras, dampening is PyTorch's"] = (
            Conventions.Keras, () => new SGD(0.1f, 0.9, 0.2), () => new SGD(0.1f, 0.9, 0.2, convention: MomentumConvention.PyTorch)),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Conventions_stand_for_options(string name)
    {
        var (conventions, implied, spelled) = Cases[name];
        Assert.Equal(Train(conventions, spelled(), null), Train(conventions, implied(), null));
    }

    [Fact]
    public void Regularizers_follow_the_lecture_or_what_they_were_told()
    {
        var lecture = Conventions.Lecture;
        Assert.Equal(Train(lecture, "sgd", new L2(0.5, PenaltyScale.HalfPerSample)), Train(lecture, "sgd", new L2(0.5)));
        Assert.Equal(Train(lecture, "sgd", new L1(0.5, PenaltyScale.PerSample, SignAtZero.PlusOne)), Train(lecture, "sgd", new L1(0.5)));
        Assert.Equal(Train(Conventions.Keras, "sgd", new L2(0.5, PenaltyScale.Sum)), Train(Conventions.Keras, "sgd", new L2(0.5)));
        Assert.NotEqual(Train(lecture, "sgd", new L2(0.5, PenaltyScale.Half)), Train(lecture, "sgd", new L2(0.5)));
    }

    [Fact]
    public void First_values_follow_the_conventions()
    {
        Assert.Equal(First(Conventions.PyTorch, new GlorotUniform()), First(Conventions.Keras, null));
        Assert.Equal(First(Conventions.PyTorch, new GlorotNormal(convention: GlorotConvention.Lecture)), First(Conventions.Lecture, null));
        Assert.Equal(First(Conventions.Keras, new KaimingUniform()), First(Conventions.PyTorch, null));
    }

    [Fact]
    public void An_optimizer_keeps_the_conventions_of_its_first_network()
    {
        var optimizer = new RMSprop();
        new Sequential(new Dense(1)) { Conventions = Conventions.Keras }.Compile(optimizer, "mse");
        Assert.Equal(0.001f, optimizer.LearningRate);
        optimizer.LearningRate = 0.5f;
        new Sequential(new Dense(1)) { Conventions = Conventions.Keras }.Compile(optimizer, "mse");
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    private static float[] First(Conventions conventions, Initializer? initializer)
    {
        var network = new Sequential(new Dense(3, kernelInitializer: initializer)) { Conventions = conventions, Generator = new TorchGenerator(1) };
        network.Build(new Shape(4));
        return network.StateDict()["0.weight"].ToArray();
    }

    private static float[] Train(Conventions conventions, Optimizer optimizer, Regularizer? regularizer)
    {
        var layer = new Dense(3) { KernelRegularizer = regularizer };
        var network = new Sequential(layer) { Conventions = conventions, Generator = new TorchGenerator(2) };
        network.Build(new Shape(4));
        network.Compile(optimizer, "mse");
        var session = network.StartTraining(5);
        new TorchGenerator(3).FillNormal(session.Input(0), 0, 1);
        for (var step = 0; step < 7; step++)
        {
            session.RunBatch();
        }

        return network.StateDict()["0.weight"].ToArray();
    }
}
