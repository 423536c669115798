using Interop.Native.Regularizers;

namespace Interop.Native.Files.Formats;

/// <summary>How constraints are written and read.</summary>
internal static class ConstraintFormats
{
    public static void AddTo(ComponentTable<Constraint> table)
    {
        table.Add<MaxNorm>(o => new MaxNorm(o.GetDouble("maxValue", c => c.MaxValue, 2), o.FindInt32s("axes", c => c.Axes)));
        table.Add(() => new NonNegative());
        table.Add<UnitNorm>(o => new UnitNorm(o.FindInt32s("axes", c => c.Axes)));
    }
}
