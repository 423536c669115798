using Interop.Parity.Cases;
using Interop.Parity.Cases.Regularization;
using TorchSharp;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs penalties and constraints on TorchSharp.</summary>
internal static class TorchSharpRegularization
{
    /// <summary>The penalty and its gradient.</summary>
    public static NamedTensors Run(PenaltyCase parityCase)
    {
        var weight = parityCase.Inputs.Torch("weight").requires_grad_();
        var penalty = parityCase.Factor * ((parityCase.Absolute * weight.abs().sum()) + (parityCase.Square * weight.pow(2).sum()));
        penalty.backward();
        var outputs = new NamedTensors();
        outputs.Add("penalty", penalty);
        outputs.Add("gradient", weight.grad!);
        return outputs;
    }

    /// <summary>The weights after the projection.</summary>
    public static NamedTensors Run(ConstraintCase parityCase)
    {
        var weight = parityCase.Inputs.Torch("weight");
        var outputs = new NamedTensors();
        outputs.Add("weight", parityCase.Kind switch
        {
            ConstraintKind.MaxNorm => torch.renorm(weight, 2, 0, (float)parityCase.Limit),
            ConstraintKind.UnitNorm => torch.nn.functional.normalize(weight.flatten(1), dim: 1).reshape(weight.shape),
            _ => torch.nn.functional.relu(weight),
        });
        return outputs;
    }
}
