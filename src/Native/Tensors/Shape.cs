using System.Collections;
using System.Runtime.CompilerServices;

namespace Interop.Native.Tensors;

/// <summary>
/// The extents of a tensor, outermost first: a batch of 32 grey images is <c>[32, 1, 28, 28]</c>.
/// An immutable value; two shapes with the same extents are equal.
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    private readonly int[]? _extents;

    /// <summary>Makes a shape of the given extents.</summary>
    /// <param name="extents">The extents, outermost first; none makes the shape of a scalar.</param>
    /// <exception cref="ArgumentException">An extent is negative, or the element count exceeds <see cref="int.MaxValue"/>.</exception>
    public Shape(params ReadOnlySpan<int> extents)
    {
        long count = 1;
        foreach (var extent in extents)
        {
            if (extent < 0)
            {
                throw new ArgumentException($"A shape holds extents of 0 or more, got {Describe(extents)}.", nameof(extents));
            }

            count *= extent;
            if (count > int.MaxValue)
            {
                throw new ArgumentException(
                    $"Shape {Describe(extents)} has more than {int.MaxValue:N0} elements, the most one tensor can hold; split it.", nameof(extents));
            }
        }

        _extents = extents.ToArray();
    }

    /// <summary>Makes a shape from a collection expression such as <c>[1, 28, 28]</c>.</summary>
    /// <param name="extents">The extents, outermost first.</param>
    public static Shape Create(ReadOnlySpan<int> extents) => new(extents);

    /// <summary>The number of axes; 0 for a scalar.</summary>
    public int Rank => _extents?.Length ?? 0;

    /// <summary>The number of elements: the product of all extents, 1 for a scalar.</summary>
    public int Size => SizeBetween(0, Rank);

    /// <summary>The extents, outermost first.</summary>
    public ReadOnlySpan<int> Extents => _extents;

    /// <summary>The extent of one axis; negative axes count from the end, so -1 is the innermost.</summary>
    /// <param name="axis">The axis, in [-Rank, Rank).</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis does not exist.</exception>
    public int this[int axis] => Extents[NormalizeAxis(axis)];

    /// <summary>Turns a possibly negative axis into one counted from the outermost.</summary>
    /// <param name="axis">The axis, in [-Rank, Rank).</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis does not exist.</exception>
    public int NormalizeAxis(int axis)
    {
        if (axis < -Rank || axis >= Rank)
        {
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shape {this} has {Rank} axes; an axis must lie in [{-Rank}, {Rank}).");
        }

        return axis < 0 ? axis + Rank : axis;
    }

    /// <summary>The product of the extents of some axes, 1 for none.</summary>
    /// <param name="start">The first of them, counted from the outermost.</param>
    /// <param name="end">The one behind the last of them.</param>
    public int SizeBetween(int start, int end)
    {
        var size = 1;
        foreach (var extent in Extents[start..end])
        {
            size *= extent;
        }

        return size;
    }

    /// <summary>This shape with an extent put in front: per-sample [1, 28, 28] to batch [32, 1, 28, 28].</summary>
    /// <param name="extent">The new outermost extent.</param>
    public Shape Prepend(int extent) => new([extent, .. Extents]);

    /// <summary>This shape with an extent put behind.</summary>
    /// <param name="extent">The new innermost extent.</param>
    public Shape Append(int extent) => new([.. Extents, extent]);

    /// <summary>This shape without its outermost axes.</summary>
    /// <param name="axes">How many axes to leave out.</param>
    public Shape Skip(int axes) => new(Extents[axes..]);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Extents.SequenceEqual(other.Extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var extent in Extents)
        {
            hash.Add(extent);
        }

        return hash.ToHashCode();
    }

    /// <summary>The extents in brackets: <c>[32, 784]</c>.</summary>
    public override string ToString() => Describe(Extents);

    /// <summary>Whether two shapes have the same extents.</summary>
    /// <param name="left">A shape.</param>
    /// <param name="right">Another.</param>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    /// <param name="left">A shape.</param>
    /// <param name="right">Another.</param>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>A one-axis shape.</summary>
    /// <param name="extent">Its extent.</param>
    public static implicit operator Shape(int extent) => new([extent]);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_extents ?? [])).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Describe(ReadOnlySpan<int> extents) => $"[{string.Join(", ", extents.ToArray())}]";
}
