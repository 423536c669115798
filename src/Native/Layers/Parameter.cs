using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A named tensor that belongs to a layer: trainable (a weight, a bias) or not (a running mean).
/// Public shape and order are PyTorch's; the engine may store another order and converts here.
/// </summary>
public sealed class Parameter
{
    private readonly StorageOrder _order;
    private readonly AlignedMemory _storage;

    internal Parameter(string name, Shape shape, bool trainable, StorageOrder order)
    {
        Name = name;
        Shape = shape;
        IsTrainable = trainable;
        _order = order;
        _storage = new AlignedMemory(shape.Size);
    }

    /// <summary>The name inside its layer, PyTorch's: <c>weight</c>, <c>bias</c>, <c>running_mean</c> …</summary>
    public string Name { get; }

    /// <summary>The public shape: a Dense weight is [out, in], a convolution's [out, in/groups, k…].</summary>
    public Shape Shape { get; }

    /// <summary>Whether training changes it by its gradient; a buffer such as a running mean is not trainable.</summary>
    public bool IsTrainable { get; }

    /// <summary>Whether the optimizer leaves it alone although it is trainable: freezes a layer while fine-tuning.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>A penalty on its values, added to the loss; null for none.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>A projection applied after each update; null for none.</summary>
    public Constraint? Constraint { get; init; }

    /// <summary>Counts the changes of the values, so that what was derived from them can be derived anew.</summary>
    internal int Version { get; private set; }

    /// <summary>The number of values.</summary>
    public int Count => Shape.Size;

    /// <summary>
    /// The values in the engine's own order, which equals the public order for one-axis parameters. Call <see cref="MarkChanged"/> after writing
    /// to it.
    /// </summary>
    public Span<float> Storage => _storage.Span;

    /// <summary>The order of the axes in <see cref="Storage"/>.</summary>
    internal StorageOrder Order => _order;

    /// <summary>Tells that <see cref="Storage"/> was written to, so that what plans derived from it is derived anew.</summary>
    public void MarkChanged() => Version++;

    /// <summary>A parameter of the same name, shape and order with values of its own.</summary>
    internal Parameter Twin() => new(Name, Shape, IsTrainable, _order);

    /// <summary>A copy of the values in the public shape and order.</summary>
    public Tensor Read() => ReadLike(Storage);

    /// <summary>Replaces the values.</summary>
    /// <param name="value">New values in the public shape and order.</param>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void Write(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteLike(value, Storage);
        MarkChanged();
    }

    /// <summary>Turns values that are stored as this parameter's are (a gradient, an optimizer's state) into the public shape and order.</summary>
    /// <param name="storage">The stored values.</param>
    public Tensor ReadLike(ReadOnlySpan<float> storage)
    {
        var tensor = new Tensor(Shape);
        _order.Load(Shape, storage, tensor.Span);
        return tensor;
    }

    /// <summary>Turns public values into the order in which this parameter's are stored.</summary>
    /// <param name="value">Values in the public shape and order.</param>
    /// <param name="storage">Where to put them.</param>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void WriteLike(Tensor value, Span<float> storage)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Shape != Shape)
        {
            throw new ArgumentException($"Parameter '{Name}' has shape {Shape}, got a tensor of shape {value.Shape}.", nameof(value));
        }

        _order.Store(Shape, value.Span, storage);
    }

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
