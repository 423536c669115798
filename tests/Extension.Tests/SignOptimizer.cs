using Interop.Native.Optimizers;

namespace Interop.Extension.Tests;

/// <summary>An optimizer written outside the engine: signSGD with a memory, w −= η · sign(m), m = 0.9 m + g.</summary>
public sealed class SignOptimizer(float learningRate) : Optimizer(learningRate)
{
    public override IReadOnlyList<string> SlotNames { get; } = ["memory"];

    public override void Update(in ParameterUpdate update)
    {
        var memory = update.Slot(0);
        for (var i = 0; i < update.Values.Length; i++)
        {
            memory[i] = (0.9f * memory[i]) + update.Gradients[i];
            update.Values[i] -= update.LearningRate * MathF.Sign(memory[i]);
        }
    }
}
