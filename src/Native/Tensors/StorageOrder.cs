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

        var walk = new PublicWalk(shape, _axes);
        for (var position = 0; position < storage.Length; position++)
        {
            storage[position] = values[walk.Next()];
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

        var walk = new PublicWalk(shape, _axes);
        for (var position = 0; position < storage.Length; position++)
        {
            values[walk.Next()] = storage[position];
        }
    }

    // The public position of each stored element, in stored order: an odometer over the permuted axes.
    private struct PublicWalk
    {
        private readonly int[] _extents;
        private readonly int[] _strides;
        private readonly int[] _index;
        private int _current;

        public PublicWalk(Shape shape, int[] axes)
        {
            var publicStrides = new int[shape.Rank];
            var stride = 1;
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
            {
                publicStrides[axis] = stride;
                stride *= shape[axis];
            }

            _extents = [.. axes.Select(axis => shape[axis])];
            _strides = [.. axes.Select(axis => publicStrides[axis])];
            _index = new int[axes.Length];
        }

        public int Next()
        {
            var position = _current;
            for (var slot = _index.Length - 1; slot >= 0; slot--)
            {
                _current += _strides[slot];
                if (++_index[slot] < _extents[slot])
                {
                    break;
                }

                _current -= _index[slot] * _strides[slot];
                _index[slot] = 0;
            }

            return position;
        }
    }
}
