using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// The same numbers under another shape, in the public channels-first order: [N, …] to [N, extents…]. Computes nothing. Source: Keras'
/// Reshape, PyTorch's Unflatten.
/// </summary>
public sealed class Reshape : Layer
{
    private readonly int[] _extents;

    /// <summary>Makes a reshape layer.</summary>
    /// <param name="extents">The shape of one sample, without the batch axis; one of them may be -1, which takes what is left.</param>
    /// <exception cref="ArgumentException">More than one extent is -1, or one is 0 or less.</exception>
    public Reshape(params ReadOnlySpan<int> extents)
        : this(extents, null)
    {
    }

    /// <summary>Makes a named reshape layer.</summary>
    /// <param name="extents">The shape of one sample, without the batch axis; one of them may be -1, which takes what is left.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">More than one extent is -1, or one is 0 or less.</exception>
    public Reshape(ReadOnlySpan<int> extents, string? name)
        : base(name)
    {
        _extents = extents.ToArray();
        if (_extents.Count(extent => extent == -1) > 1 || _extents.Any(extent => extent is 0 or < -1))
        {
            throw new ArgumentException(
                $"A shape has positive extents, one of which may be -1; got [{string.Join(", ", _extents)}].", nameof(extents));
        }
    }

    /// <summary>The extents as given, with -1 for what is left.</summary>
    public ReadOnlySpan<int> Extents => _extents;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool IsReshape => true;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        var known = _extents.Where(extent => extent != -1).Aggregate(1L, (product, extent) => product * extent);
        var free = Array.IndexOf(_extents, -1);
        if (free >= 0 ? input.Size % known != 0 : input.Size != known)
        {
            throw Error($"cannot turn samples of shape {input}, which have {input.Size} elements, into [{string.Join(", ", _extents)}].");
        }

        var extents = (int[])_extents.Clone();
        if (free >= 0)
        {
            extents[free] = (int)(input.Size / known);
        }

        return new Shape(extents);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Input().CopyTo(context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.OutputGradient.CopyTo(context.InputGradient());
    }
}
