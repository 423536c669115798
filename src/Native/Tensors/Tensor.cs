using System.Globalization;
using System.Text;

namespace Interop.Native.Tensors;

/// <summary>
/// A dense array of 32-bit floats in row-major order (the last axis is contiguous), in memory that the garbage collector owns:
/// there is nothing to dispose.
/// </summary>
/// <remarks>
/// Shapes follow PyTorch: a batch comes first, then channels, then space (<c>[N, C, H, W]</c>). Class indices are stored as floats,
/// exact up to 2²⁴.
/// </remarks>
public sealed class Tensor
{
    private readonly AlignedMemory _memory;
    private readonly int _offset;

    /// <summary>Makes a tensor of zeros.</summary>
    /// <param name="shape">Its shape.</param>
    public Tensor(Shape shape)
        : this(shape, new AlignedMemory(shape.Size), 0)
    {
    }

    private Tensor(Shape shape, AlignedMemory memory, int offset)
    {
        Shape = shape;
        Count = shape.Size;
        _memory = memory;
        _offset = offset;
    }

    /// <summary>The extents, outermost first.</summary>
    public Shape Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>All elements in row-major order; writing to it changes the tensor.</summary>
    public Span<float> Span => _memory.Span.Slice(_offset, Count);

    /// <summary>
    /// All elements in row-major order, in a form that may be kept: for libraries that read and write the same memory. It lies on the pinned
    /// heap and never moves.
    /// </summary>
    public Memory<float> Memory => _memory.Memory.Slice(_offset, Count);

    /// <summary>The memory in which the elements lie; other tensors may lie in it too.</summary>
    internal AlignedMemory Storage => _memory;

    /// <summary>Where in <see cref="Storage"/> the first element lies.</summary>
    internal int StorageStart => _offset;

    /// <summary>One element.</summary>
    /// <param name="indices">One index for each axis.</param>
    /// <exception cref="ArgumentException">The number of indices is not the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside its axis.</exception>
    public float this[params ReadOnlySpan<int> indices]
    {
        get => Span[Position(indices)];
        set => Span[Position(indices)] = value;
    }

    /// <summary>Copies values into a new tensor.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">As many values as the shape has elements, row-major.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the shape.</exception>
    public static Tensor From(Shape shape, ReadOnlySpan<float> values)
    {
        if (values.Length != shape.Size)
        {
            throw new ArgumentException($"Shape {shape} needs {shape.Size} values, got {values.Length}.", nameof(values));
        }

        var tensor = new Tensor(shape);
        values.CopyTo(tensor.Span);
        return tensor;
    }

    /// <summary>Copies a two-dimensional array: rows are samples, columns are features.</summary>
    /// <param name="rows">The values.</param>
    public static Tensor From(float[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tensor = new Tensor([rows.GetLength(0), rows.GetLength(1)]);
        var span = tensor.Span;
        var position = 0;
        foreach (var value in rows)
        {
            span[position++] = value;
        }

        return tensor;
    }

    /// <summary>A one-axis tensor of the given values.</summary>
    /// <param name="values">The values.</param>
    public static Tensor From(params ReadOnlySpan<float> values) => From([values.Length], values);

    /// <summary>Class indices as a one-axis tensor, the target of categorical losses and metrics.</summary>
    /// <param name="classes">Indices of 0 or more, below 2²⁴.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative or not exactly representable as a float.</exception>
    public static Tensor FromClasses(ReadOnlySpan<int> classes)
    {
        const int exactLimit = 1 << 24;
        var tensor = new Tensor([classes.Length]);
        var span = tensor.Span;
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] is < 0 or >= exactLimit)
            {
                throw new ArgumentOutOfRangeException(nameof(classes), classes[i], $"A class index must lie in [0, {exactLimit}); row {i} has {classes[i]}.");
            }

            span[i] = classes[i];
        }

        return tensor;
    }

    /// <summary>The same elements under another shape; both tensors share their memory.</summary>
    /// <param name="shape">A shape with the same number of elements.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Tensor Reshape(Shape shape)
    {
        if (shape.Size != Count)
        {
            throw new ArgumentException($"A tensor of shape {Shape} has {Count} elements and cannot become {shape}, which has {shape.Size}.", nameof(shape));
        }

        return new Tensor(shape, _memory, _offset);
    }

    /// <summary>A run of rows (entries of the first axis); shares its memory with this tensor.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run leaves the tensor.</exception>
    public Tensor Rows(int start, int count)
    {
        if (Shape.Rank == 0 || start < 0 || count < 0 || (long)start + count > Shape[0])
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"Rows {start} to {(long)start + count} leave a tensor of shape {Shape}.");
        }

        var row = Shape.Skip(1);
        return new Tensor(row.Prepend(count), _memory, _offset + (start * row.Size));
    }

    /// <summary>The rows at the given positions, copied into a new tensor.</summary>
    /// <param name="rows">Positions on the first axis, in any order, repeats allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position leaves the tensor.</exception>
    public Tensor Gather(ReadOnlySpan<int> rows)
    {
        var row = Shape.Skip(1);
        var gathered = new Tensor(row.Prepend(rows.Length));
        for (var i = 0; i < rows.Length; i++)
        {
            Rows(rows[i], 1).Span.CopyTo(gathered.Span[(i * row.Size)..]);
        }

        return gathered;
    }

    /// <summary>A copy with memory of its own.</summary>
    public Tensor Clone() => From(Shape, Span);

    /// <summary>The elements as an array, row-major.</summary>
    public float[] ToArray() => Span.ToArray();

    /// <summary>The shape and the first few elements.</summary>
    public override string ToString()
    {
        const int shown = 8;
        var text = new StringBuilder($"Tensor {Shape} {{ ");
        var span = Span;
        for (var i = 0; i < Math.Min(shown, span.Length); i++)
        {
            text.Append(i > 0 ? ", " : "").Append(span[i].ToString("G6", CultureInfo.InvariantCulture));
        }

        return text.Append(span.Length > shown ? ", … }" : " }").ToString();
    }

    private int Position(ReadOnlySpan<int> indices)
    {
        if (indices.Length != Shape.Rank)
        {
            throw new ArgumentException($"A tensor of shape {Shape} takes {Shape.Rank} indices, got {indices.Length}.", nameof(indices));
        }

        var position = 0;
        for (var axis = 0; axis < indices.Length; axis++)
        {
            if ((uint)indices[axis] >= (uint)Shape[axis])
            {
                throw new ArgumentOutOfRangeException(nameof(indices), $"Index {indices[axis]} lies outside axis {axis} of shape {Shape}.");
            }

            position = (position * Shape[axis]) + indices[axis];
        }

        return position;
    }
}
