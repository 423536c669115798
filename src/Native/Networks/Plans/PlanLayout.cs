using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>What the compiler hands to a plan.</summary>
/// <param name="Steps">The steps in forward order.</param>
/// <param name="Stages">How the forward steps run.</param>
/// <param name="Blocks">All blocks, with their times of use.</param>
/// <param name="Inputs">The network's inputs.</param>
/// <param name="Outputs">The network's outputs.</param>
/// <param name="LossValues">What each output's loss reads.</param>
/// <param name="ParameterGradients">The gradient of each trainable parameter.</param>
internal sealed record PlanLayout(
    IReadOnlyList<PlanStep> Steps,
    IReadOnlyList<PlanStage> Stages,
    IReadOnlyList<PlanBlock> Blocks,
    PlanValue[] Inputs,
    PlanValue[] Outputs,
    PlanValue[] LossValues,
    IReadOnlyDictionary<Parameter, PlanGradient> ParameterGradients);
