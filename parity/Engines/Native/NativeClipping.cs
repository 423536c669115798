using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Clipping;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs clipping cases on the engine.</summary>
internal static class NativeClipping
{
    /// <summary>The limited gradients, and the norm they had together where it was asked for.</summary>
    public static NamedTensors Run(ClippingCase parityCase)
    {
        Tensor[] gradients = [.. ClippingCase.Shapes.Select((_, i) => parityCase.Inputs.Floats($"gradient.{i}"))];
        var layer = new ScriptedGradients([.. ClippingCase.Shapes.Select(shape => new Tensor(shape))]) { Gradients = gradients };
        var network = new Sequential(layer);
        network.Build([1]);
        network.Compile(new SGD(), new ScriptedSlope());
        var session = network.StartTraining(batchSize: 1);
        var one = Tensor.From([1, 1], [1]);
        session.Forward(one);
        session.Cost(one);
        session.Backward();
        var norm = session.ClipGradients(parityCase.Kind switch
        {
            ClippingKind.Value => new ClipByValue((float)parityCase.Limit),
            ClippingKind.Norm => new ClipByNorm(parityCase.Limit),
            _ => new ClipByGlobalNorm(parityCase.Limit, parityCase.Order),
        });
        var outputs = new NamedTensors();
        for (var i = 0; i < gradients.Length; i++)
        {
            outputs.Add($"gradient.{i}", session.Gradient(layer.Parameters[i]));
        }

        if (parityCase.Kind == ClippingKind.GlobalNorm)
        {
            outputs.Add("norm", (float)norm);
        }

        return outputs;
    }
}
