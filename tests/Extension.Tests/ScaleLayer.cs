using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Extension.Tests;

/// <summary>A layer written outside the engine: y = s · x, with one trainable s for each element.</summary>
public sealed class ScaleLayer : Layer
{
    private Parameter? _scale;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

    protected override void Build(IReadOnlyList<Shape> inputs) => _scale = AddParameter("scale", inputs[0], Constant.Ones);

    public override void Forward(LayerContext context)
    {
        var input = context.Input();
        for (var i = 0; i < input.Length; i++)
        {
            context.Output[i] = input[i] * _scale!.Storage[i % _scale.Count];
        }
    }

    public override void Backward(LayerContext context)
    {
        var scaleGradient = context.Gradient(_scale!);
        scaleGradient.Clear();
        var input = context.Input();
        for (var i = 0; i < input.Length; i++)
        {
            scaleGradient[i % _scale!.Count] += context.OutputGradient[i] * input[i];
        }

        if (context.NeedsInputGradient())
        {
            var inputGradient = context.InputGradient();
            for (var i = 0; i < input.Length; i++)
            {
                inputGradient[i] = context.OutputGradient[i] * _scale!.Storage[i % _scale.Count];
            }
        }
    }
}
