using Interop.Native.Optimizers;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>The slides of D1, worked by hand: w = 1, gradients 2 and −1.</summary>
public class LectureOptimizerTests
{
    [Fact]
    public void Momentum()
    {
        // μ = 0.9, η = 0.1: v₁ = 0.1·2 = 0.2, w = 1 − 0.02 = 0.98; v₂ = 0.9·0.2 − 0.1 = 0.08, w = 0.98 − 0.008 = 0.972.
        AssertSteps(new SGD(0.1f, 0.9, convention: MomentumConvention.Lecture), 0.98, 0.972);
    }

    [Fact]
    public void Momentum_as_PyTorch_has_it()
    {
        // v₁ = 2, w = 0.8; v₂ = 1.8 − 1 = 0.8, w = 0.72.
        AssertSteps(new SGD(0.1f, 0.9), 0.8, 0.72);
    }

    [Fact]
    public void AdaGrad()
    {
        // η = 0.1, ε = 0.25: α₁ = 4, w = 1 − 0.2/√4.25; α₂ = 5, w += 0.1/√5.25.
        var first = 1 - (0.2 / Math.Sqrt(4.25));
        AssertSteps(new Adagrad(0.1f, epsilon: 0.25, epsilonPlacement: EpsilonPlacement.InsideRoot), first, first + (0.1 / Math.Sqrt(5.25)));
    }

    [Fact]
    public void RMSProp()
    {
        // η = 0.1, ρ = 0.9, ε = 0.25: s₁ = 0.4, w = 1 − 0.2/√0.65; s₂ = 0.36 + 0.1 = 0.46, w += 0.1/√0.71.
        var first = 1 - (0.2 / Math.Sqrt(0.65));
        AssertSteps(new RMSprop(0.1f, 0.9, 0.25, epsilonPlacement: EpsilonPlacement.InsideRoot), first, first + (0.1 / Math.Sqrt(0.71)));
    }

    [Fact]
    public void Adam()
    {
        // η = 0.1, β₁ = 0.9, β₂ = 0.8, ε = 0.25: v₁ = 0.2, s₁ = 0.8, v̂ = 2, ŝ = 4; v₂ = 0.08, s₂ = 0.84, v̂ = 0.8, ŝ = 4.2.
        var first = 1 - (0.1 / Math.Sqrt(4.25) * 2);
        var optimizer = new Adam(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: EpsilonPlacement.InsideRoot, biasCorrection: BiasCorrection.Constant);
        AssertSteps(optimizer, first, first - (0.1 / Math.Sqrt(4.45) * 0.8));
    }

    private static void AssertSteps(Optimizer optimizer, double first, double second)
    {
        var run = new OptimizerRun(optimizer, [1f]);
        run.Step([2f]);
        Tolerance.Float32.AssertClose([first], run.Values, "after the first step");
        run.Step([-1f]);
        Tolerance.Float32.AssertClose([second], run.Values, "after the second step");
    }
}
