using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Keras' optimizers, worked by hand from Keras 3.16's source, keras/src/optimizers: w = 1, gradients 2 and −1; and what a network in its conventions sets.</summary>
public class KerasOptimizerTests
{
    [Fact]
    public void Adam()
    {
        // adam.py, lines 117 and 133 to 136: alpha = lr · sqrt(1 − β₂ᵗ) / (1 − β₁ᵗ), variable −= m · alpha / (sqrt(v) + epsilon).
        // η = 0.1, β₁ = 0.9, β₂ = 0.8, ε = 0.25: m₁ = 0.2, v₁ = 0.8; m₂ = 0.08, v₂ = 0.84.
        var first = 1 - (0.1 * Math.Sqrt(0.2) / 0.1 * 0.2 / (Math.Sqrt(0.8) + 0.25));
        var second = first - (0.1 * Math.Sqrt(0.36) / 0.19 * 0.08 / (Math.Sqrt(0.84) + 0.25));
        Assert.Equal(0.921845, first, 1e-6);
        Assert.Equal(0.900188, second, 1e-6);
        AssertSteps(new Adam(0.1f, 0.9, 0.8, 0.25), first, second);
        AssertSteps(new Adam(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: EpsilonPlacement.BeforeBiasCorrection), first, second, Conventions.PyTorch);
    }

    [Fact]
    public void AdamW()
    {
        // adamw.py has Adam's update; base_optimizer.py, line 959, shrinks first: variable −= variable · wd · lr.
        var first = (1 * (1 - 0.05)) - (0.1 * Math.Sqrt(0.2) / 0.1 * 0.2 / (Math.Sqrt(0.8) + 0.25));
        var second = (first * (1 - 0.05)) - (0.1 * Math.Sqrt(0.36) / 0.19 * 0.08 / (Math.Sqrt(0.84) + 0.25));
        AssertSteps(new AdamW(0.1f, 0.9, 0.8, 0.25, 0.5f), first, second);
        AssertSteps(new AdamW(0.1f, 0.9, 0.8, 0.25, 0.5f, epsilonPlacement: EpsilonPlacement.BeforeBiasCorrection), first, second, Conventions.PyTorch);
    }

    [Fact]
    public void Adam_with_the_largest_square()
    {
        // adam.py, lines 128 to 131: v̂ = max(v̂, v) of the uncorrected v; β₂ = 0.5: v₁ = 2, v₂ = 1.5, v̂₂ = 2.
        var first = 1 - (0.1 * Math.Sqrt(0.5) / 0.1 * 0.2 / (Math.Sqrt(2) + 0.25));
        var second = first - (0.1 * Math.Sqrt(0.75) / 0.19 * 0.08 / (Math.Sqrt(2) + 0.25));
        AssertSteps(new Adam(0.1f, 0.9, 0.5, 0.25, amsgrad: true), first, second);
    }

    [Fact]
    public void NAdam_has_epsilon_beside_the_corrected_root()
    {
        // nadam.py, lines 119 to 146, β₁ = 0.5, β₂ = 0.75, ε = 0.25: u₁ = 0.26, u₂ = 0.2696; m₁ = 1, v₁ = 1, v̂₁ = 4.
        var (u1, u2) = (0.5 * (1 - (0.5 * 0.96)), 0.5 * (1 - (0.5 * 0.96 * 0.96)));
        var ahead = (u2 * 1 / (1 - (u1 * u2))) + ((1 - u1) * 2 / (1 - u1));
        var run = new OptimizerRun(Under(Conventions.Keras, new NAdam(0.1f, 0.5, 0.75, 0.25)), [1f]);
        run.Step([2f]);
        Tolerance.Float32.AssertClose([1 - (0.1 * ahead / (2 + 0.25))], run.Values, "after the first step");
    }

    [Fact]
    public void Adamax()
    {
        // adamax.py, lines 120 to 128: u = max(β₂ u, |g|), variable −= lr · m / ((1 − β₁ᵗ) · (u + epsilon)).
        // η = 0.1, β₁ = 0.9, β₂ = 0.8, ε = 0.25: m₁ = 0.2, u₁ = 2; m₂ = 0.08, u₂ = 1.6.
        var first = 1 - (0.1 * 0.2 / (0.1 * 2.25));
        var second = first - (0.1 * 0.08 / (0.19 * 1.85));
        AssertSteps(new Adamax(0.1f, 0.9, 0.8, 0.25), first, second);
        AssertSteps(new Adamax(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: AdamaxEpsilon.WithDivisor), first, second, Conventions.PyTorch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RMSprop_with_momentum(bool centered)
    {
        // rmsprop.py, lines 141 to 152: increment = lr · g / sqrt(v + epsilon), momentum = μ · momentum + increment, variable −= momentum;
        // centered, v − ḡ² stands for v. η = 0.1, then 0.01; ρ = 0.9, μ = 0.5, ε = 0.25: v₁ = 0.4, ḡ₁ = 0.2; v₂ = 0.46, ḡ₂ = 0.08.
        var velocity = 0.1 * 2 / Math.Sqrt(0.4 - (centered ? 0.04 : 0) + 0.25);
        var first = 1 - velocity;
        velocity = (0.5 * velocity) - (0.01 / Math.Sqrt(0.46 - (centered ? 0.0064 : 0) + 0.25));
        var optimizer = new RMSprop(0.1f, 0.9, 0.25, momentum: 0.5, centered: centered);
        AssertSteps(optimizer, first, first - velocity, secondRate: 0.01f);
        optimizer = new RMSprop(0.1f, 0.9, 0.25, 0f, 0.5, centered, EpsilonPlacement.InsideRoot, MomentumConvention.Keras);
        AssertSteps(optimizer, first, first - velocity, Conventions.PyTorch, 0.01f);
    }

    [Fact]
    public void RMSprop_has_no_momentum_of_the_lecture() =>
        Assert.Throws<ArgumentException>(() => new RMSprop(momentum: 0.5, convention: MomentumConvention.Lecture));

    public static TheoryData<string> Rated() => ["adadelta", "adagrad", "adam", "adamax", "adamw", "nadam", "rmsprop", "sgd"];

    [Theory]
    [MemberData(nameof(Rated))]
    public void A_learning_rate_that_was_said_counts(string name)
    {
        var optimizer = OptimizerNames.Find(name);
        var standard = optimizer.LearningRate;
        optimizer.LearningRate = 0.05f;
        Assert.Equal(0.05f, Under(Conventions.Keras, optimizer).LearningRate);

        // Also where what was said happens to be PyTorch's default.
        optimizer = OptimizerNames.Find(name);
        optimizer.LearningRate = standard;
        Assert.Equal(standard, Under(Conventions.Keras, optimizer).LearningRate);
        Assert.Equal(name == "sgd" ? 0.01f : 0.001f, Under(Conventions.Keras, OptimizerNames.Find(name)).LearningRate);
    }

    [Fact]
    public void A_learning_rate_in_the_initializer_counts() =>
        Assert.Equal(0.05f, Under(Conventions.Keras, new RMSprop { LearningRate = 0.05f }).LearningRate);

    [Fact]
    public void An_optimizer_of_other_conventions_gives_a_hint()
    {
        var optimizer = Under(Conventions.PyTorch, new RMSprop());
        Assert.DoesNotContain(Network(Conventions.PyTorch, optimizer).Hints, IsOfOptimizer);
        var hint = Assert.Single(Network(Conventions.Keras, optimizer).Hints, IsOfOptimizer);
        Assert.Contains("PyTorch", hint.Message, StringComparison.Ordinal);
        Assert.Equal(0.01f, optimizer.LearningRate);
    }

    private static bool IsOfOptimizer(Hint hint) => hint.Message.Contains("optimizer", StringComparison.Ordinal);

    private static Sequential Network(Conventions conventions, Optimizer optimizer)
    {
        var network = new Sequential(new Dense(1)) { Conventions = conventions };
        network.Build(2);
        network.Compile(optimizer, "mse");
        return network;
    }

    private static Optimizer Under(Conventions conventions, Optimizer optimizer)
    {
        new Sequential(new Dense(1)) { Conventions = conventions }.Compile(optimizer, "mse");
        return optimizer;
    }

    private static void AssertSteps(Optimizer optimizer, double first, double second, Conventions? conventions = null, float? secondRate = null)
    {
        var run = new OptimizerRun(Under(conventions ?? Conventions.Keras, optimizer), [1f]);
        run.Step([2f]);
        Tolerance.Float32.AssertClose([first], run.Values, "after the first step");
        optimizer.LearningRate = secondRate ?? optimizer.LearningRate;
        run.Step([-1f]);
        Tolerance.Float32.AssertClose([second], run.Values, "after the second step");
    }
}
