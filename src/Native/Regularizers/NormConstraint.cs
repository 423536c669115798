using System.Buffers;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Regularizers;

/// <summary>
/// A constraint on Euclidean norms, each taken over some axes of the parameter. By default over all axes but the first of the public shape, which
/// is the fan-in of one output unit: [in] of a Dense weight [out, in], [in, kh, kw] of a convolution's. Keras stores kernels the other way round, so
/// its <c>axis=0</c> of a Dense and <c>axis=[0, 1, 2]</c> of a convolution are this default. A parameter of one axis has one norm.
/// </summary>
public abstract class NormConstraint : Constraint
{
    /// <summary>What Keras adds to a norm before it divides.</summary>
    private const double Small = 1e-7;

    private readonly int[]? _axes;

    /// <summary>Chooses the axes.</summary>
    /// <param name="axes">The axes of the public shape over which a norm is taken; null for all but the first.</param>
    private protected NormConstraint(int[]? axes) => _axes = axes is null ? null : [.. axes];

    /// <summary>The axes that a norm spans; null for all but the first.</summary>
    public IReadOnlyList<int>? Axes => _axes;

    /// <inheritdoc/>
    public override void Apply(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var rank = parameter.Shape.Rank;
        Span<int> extents = stackalloc int[rank];
        Span<int> strides = stackalloc int[rank];
        var norms = Lay(parameter, extents, strides);
        var factors = ArrayPool<double>.Shared.Rent(norms);
        var sums = factors.AsSpan(0, norms);
        sums.Clear();
        var (run, step) = (extents[^1], strides[^1]);
        var storage = parameter.Storage;
        var walk = new RunWalk(extents[..^1], strides[..^1]);
        for (var start = 0; start < storage.Length; start += run)
        {
            var norm = walk.Next();
            foreach (var weight in storage.Slice(start, run))
            {
                sums[norm] += (double)weight * weight;
                norm += step;
            }
        }

        foreach (ref var sum in sums)
        {
            var norm = Math.Sqrt(sum);
            sum = Wanted(norm) / (norm + Small);
        }

        walk = new RunWalk(extents[..^1], strides[..^1]);
        for (var start = 0; start < storage.Length; start += run)
        {
            var norm = walk.Next();
            foreach (ref var weight in storage.Slice(start, run))
            {
                weight = (float)(weight * sums[norm]);
                norm += step;
            }
        }

        ArrayPool<double>.Shared.Return(factors);
    }

    internal override string? FindFault(Shape shape)
    {
        var outside = _axes?.FirstOrDefault(axis => axis < -shape.Rank || axis >= shape.Rank, int.MinValue) ?? int.MinValue;
        return outside == int.MinValue
            ? null
            : $"of shape {shape} has axes in [{-shape.Rank}, {shape.Rank}), but its {GetType().Name} names axis {outside}";
    }

    /// <summary>The norm that weights of a norm shall have.</summary>
    /// <param name="norm">The norm they have.</param>
    private protected abstract double Wanted(double norm);

    // The extents of the storage, and for each of its axes how far a step along it moves among the norms: 0 along those that a norm spans.
    private int Lay(Parameter parameter, Span<int> extents, Span<int> strides)
    {
        var shape = parameter.Shape;
        Span<bool> spans = stackalloc bool[shape.Rank];
        if (_axes is null)
        {
            spans.Fill(true);
            spans[0] = shape.Rank == 1;
        }
        else
        {
            foreach (var axis in _axes)
            {
                spans[shape.NormalizeAxis(axis)] = true;
            }
        }

        Span<int> publicStrides = stackalloc int[shape.Rank];
        var norms = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            publicStrides[axis] = spans[axis] ? 0 : norms;
            norms *= spans[axis] ? 1 : shape[axis];
        }

        for (var position = 0; position < shape.Rank; position++)
        {
            var axis = parameter.Order.PublicAxis(position);
            extents[position] = shape[axis];
            strides[position] = publicStrides[axis];
        }

        return norms;
    }

    // Counts through the runs along the storage's last axis and tells which norm the first element of each belongs to.
    private ref struct RunWalk
    {
        private readonly ReadOnlySpan<int> _extents;
        private readonly ReadOnlySpan<int> _strides;
        private Indices _index;
        private int _norm;

        public RunWalk(ReadOnlySpan<int> extents, ReadOnlySpan<int> strides)
        {
            _extents = extents;
            _strides = strides;
        }

        public int Next()
        {
            var current = _norm;
            for (var axis = _extents.Length - 1; axis >= 0; axis--)
            {
                _norm += _strides[axis];
                if (++_index[axis] < _extents[axis])
                {
                    break;
                }

                _norm -= _index[axis] * _strides[axis];
                _index[axis] = 0;
            }

            return current;
        }

        [System.Runtime.CompilerServices.InlineArray(8)]
        private struct Indices
        {
            private int _first;
        }
    }
}
