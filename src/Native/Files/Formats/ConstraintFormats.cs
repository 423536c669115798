using Interop.Native.Regularizers;

namespace Interop.Native.Files.Formats;

/// <summary>How constraints are written and read.</summary>
internal static class ConstraintFormats
{
    public static void AddTo(ComponentTable<Constraint> table)
    {
        table.Add<MaxNorm>(
            (c, o) =>
            {
                o.Write("maxValue", c.MaxValue);
                o.Write("axes", c.Axes);
            },
            o => new MaxNorm(o.GetDouble("maxValue", 2), o.FindInt32s("axes")));
        table.Add(() => new NonNegative());
        table.Add<UnitNorm>((c, o) => o.Write("axes", c.Axes), o => new UnitNorm(o.FindInt32s("axes")));
    }
}
