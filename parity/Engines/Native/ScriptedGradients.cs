using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Parity.Engines.Native;

/// <summary>A layer whose parameters have given values and given gradients, so that an optimizer can be watched by itself.</summary>
/// <param name="values">The first values of its parameters.</param>
internal sealed class ScriptedGradients(IReadOnlyList<Tensor> values) : Layer
{
    /// <summary>The gradients of the next backward pass.</summary>
    public IReadOnlyList<Tensor> Gradients { get; set; } = [];

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

    /// <inheritdoc/>
    public override void Forward(LayerContext context) => context.Input().CopyTo(context.Output);

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            Gradients[i].Span.CopyTo(context.Gradient(Parameters[i]));
        }
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        for (var i = 0; i < values.Count; i++)
        {
            AddParameter($"{i}", values[i].Shape, new Given(values[i]));
        }
    }

    /// <summary>First values that are given.</summary>
    private sealed class Given(Tensor given) : Initializer
    {
        public override void Fill(Tensor values, Fans fans, Generator generator) => given.Span.CopyTo(values.Span);
    }
}
