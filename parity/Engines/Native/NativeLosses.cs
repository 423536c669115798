using Interop.Native.Losses;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Losses;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs loss cases on the engine.</summary>
internal static class NativeLosses
{
    /// <summary>The loss and its gradient.</summary>
    public static NamedTensors Run(LossCase parityCase)
    {
        Loss loss = parityCase.Kind switch
        {
            LossKind.MeanSquaredError => new MeanSquaredError { Reduction = parityCase.Reduction },
            LossKind.BinaryCrossentropy => new BinaryCrossentropy(parityCase.FromLogits) { Reduction = parityCase.Reduction },
            _ => new CategoricalCrossentropy(parityCase.FromLogits) { Reduction = parityCase.Reduction },
        };
        var predictions = parityCase.Inputs.Floats("predictions");
        var targets = parityCase.Inputs.Floats("targets");
        var outputs = new NamedTensors();
        if (parityCase.Reduction == Reduction.None)
        {
            outputs.Add("loss", loss.ComputeEach(predictions, targets).Span);
        }
        else
        {
            outputs.Add("loss", (float)loss.Compute(predictions, targets));
        }

        outputs.Add("gradient", loss.Gradient(predictions, targets));
        return outputs;
    }
}
