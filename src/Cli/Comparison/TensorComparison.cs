using Interop.Native.Files;

namespace Interop.Cli.Comparison;

/// <summary>Two tensors of the same name, held against each other.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Shapes">Their shape, or both shapes where they differ, or which file lacks it.</param>
/// <param name="LargestDifference">The largest difference of two elements; NaN where they cannot be compared.</param>
/// <param name="RelativeDifference">That, relative to the first tensor's largest element.</param>
/// <param name="Different">How many elements are not the same to the last bit.</param>
/// <param name="Count">How many elements there are.</param>
internal sealed record TensorComparison(
    string Name, string Shapes, double LargestDifference, double RelativeDifference, long Different, long Count)
{
    /// <summary>Whether both are there and have one shape.</summary>
    public bool IsComparable => !double.IsNaN(LargestDifference) || Different == 0;

    /// <summary>Whether they are as near to each other as is allowed.</summary>
    /// <param name="tolerance">The largest difference allowed.</param>
    public bool Holds(double tolerance) => IsComparable && (Different == 0 || LargestDifference <= tolerance);

    /// <summary>Compares two tensors.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="first">The first; null where its file lacks it.</param>
    /// <param name="second">The second; null where its file lacks it.</param>
    public static TensorComparison Of(string name, StoredTensor? first, StoredTensor? second)
    {
        if (first is null || second is null)
        {
            return new TensorComparison(name, first is null ? "only in the second" : "only in the first", double.NaN, double.NaN, 1, 0);
        }

        if (first.Shape != second.Shape)
        {
            return new TensorComparison(name, $"{first.Shape} and {second.Shape}", double.NaN, double.NaN, 1, first.Shape.Size);
        }

        var (left, right) = (first.ToDoubles(), second.ToDoubles());
        double largest = 0, scale = 0;
        long different = 0;
        for (var i = 0; i < left.Length; i++)
        {
            scale = Math.Max(scale, Math.Abs(left[i]));
            if (left[i].Equals(right[i]))
            {
                continue;
            }

            different++;
            var difference = Math.Abs(left[i] - right[i]);
            largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
        }

        return new TensorComparison(name, first.Shape.ToString(), largest, largest == 0 ? 0 : largest / Math.Max(scale, double.Epsilon), different, left.Length);
    }
}
