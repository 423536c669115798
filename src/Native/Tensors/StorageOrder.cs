namespace Interop.Native.Tensors;

/// <summary>
/// The order in which a parameter's axes lie in the engine's memory, as a permutation of the public (PyTorch) axes:
/// a Dense weight is public [out, in] and stored [in, out].
/// </summary>
internal sealed class StorageOrder
{
    /// <summary>Stored as it is shown.</summary>
    public static readonly StorageOrder Same = new([]);

    /// <summary>Public [out, in], stored [in, out]: a batch times the weight is then a plain product without packing.</summary>
    public static readonly StorageOrder DenseWeight = new([1, 0]);

    private readonly int[] _axes;

    private StorageOrder(int[] axes) => _axes = axes;

    /// <summary>Public [out, in, spatial…], stored [spatial…, in, out]: what channels-last convolution reads in sequence.</summary>
    /// <param name="spatialAxes">The number of spatial axes: 1, 2 or 3.</param>
    public static StorageOrder ConvolutionWeight(int spatialAxes) =>
        new([.. Enumerable.Range(2, spatialAxes), 1, 0]);

    /// <summary>Whether the stored order is the public one.</summary>
    public bool IsSame => _axes.Length == 0;

    /// <summary>The public axis that lies at a position of the stored order, outermost first.</summary>
    /// <param name="position">The position.</param>
    public int PublicAxis(int position) => IsSame ? position : _axes[position];

    /// <summary>Copies public values into storage.</summary>
    /// <param name="shape">The public shape.</param>
    /// <param name="values">The public values, row-major.</param>
    /// <param name="storage">Where to put them.</param>
    public void Store(Shape shape, ReadOnlySpan<float> values, Span<float> storage)
    {
        if (IsSame)
        {
            values.CopyTo(storage);
            return;
        }

        var position = 0;
        foreach (var source in PublicPositions(shape))
        {
            storage[position++] = values[source];
        }
    }

    /// <summary>Copies storage into public order.</summary>
    /// <param name="shape">The public shape.</param>
    /// <param name="storage">The stored values.</param>
    /// <param name="values">Where to put them, row-major in the public shape.</param>
    public void Load(Shape shape, ReadOnlySpan<float> storage, Span<float> values)
    {
        if (IsSame)
        {
            storage.CopyTo(values);
            return;
        }

        var position = 0;
        foreach (var target in PublicPositions(shape))
        {
            values[target] = storage[position++];
        }
    }

    // The public position of each stored element, in stored order: an odometer over the permuted axes.
    private int[] PublicPositions(Shape shape)
    {
        var rank = shape.Rank;
        var publicStrides = new int[rank];
        var stride = 1;
        for (var axis = rank - 1; axis >= 0; axis--)
        {
            publicStrides[axis] = stride;
            stride *= shape[axis];
        }

        var positions = new int[shape.Size];
        var index = new int[rank];
        var current = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = current;
            for (var slot = rank - 1; slot >= 0; slot--)
            {
                var axis = _axes[slot];
                current += publicStrides[axis];
                if (++index[slot] < shape[axis])
                {
                    break;
                }

                current -= index[slot] * publicStrides[axis];
                index[slot] = 0;
            }
        }

        return positions;
    }
}
