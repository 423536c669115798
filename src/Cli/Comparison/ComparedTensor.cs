using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.Cli.Comparison;

/// <summary>A tensor of two files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shapes">Its shape, or both shapes where they differ, or which file lacks it.</param>
/// <param name="Values">The second's values against the first's; null where one file lacks it or the shapes differ.</param>
internal sealed record ComparedTensor(string Name, string Shapes, TensorComparison? Values)
{
    /// <summary>Whether every element is the same bits.</summary>
    public bool IsSame => Values is not null && Values.SameBits == Values.Count;

    /// <summary>Compares the tensor of two files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="first">That of the first file; null where it has none.</param>
    /// <param name="second">That of the second file; null where it has none.</param>
    public static ComparedTensor Of(string name, StoredTensor? first, StoredTensor? second) => (first, second) switch
    {
        (null, _) => new ComparedTensor(name, "only in the second", null),
        (_, null) => new ComparedTensor(name, "only in the first", null),
        _ when first.Shape != second.Shape => new ComparedTensor(name, $"{first.Shape} and {second.Shape}", null),
        _ => new ComparedTensor(name, first.Shape.ToString(), TensorComparison.Of(first.ToDoubles(), second.ToDoubles())),
    };

    /// <summary>Whether both are there, have one shape, and lie as near to each other as is allowed.</summary>
    /// <param name="tolerance">The largest difference allowed.</param>
    public bool Holds(double tolerance) => Values?.MaximumAbsolute <= tolerance;
}
