using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Reference;

/// <summary>Copies its input, and wants it channels-last: what follows and takes any layout gets it so.</summary>
public sealed class ChannelsLastCopy : Layer
{
    public override DataLayout? Layout => DataLayout.ChannelsLast;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

    public override void Forward(LayerContext context) => context.Input().CopyTo(context.Output);

    public override void Backward(LayerContext context) => context.OutputGradient.CopyTo(context.InputGradient());
}
