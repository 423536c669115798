using Interop.Native.Regularizers;

namespace Interop.Native.Files.Formats;

/// <summary>How regularizers are written and read.</summary>
internal static class RegularizerFormats
{
    public static void AddTo(ComponentTable<Regularizer> table)
    {
        table.Add<L1>(
            (r, o) =>
            {
                o.Write("strength", r.AbsoluteStrength);
                WriteForm(r, o);
            },
            o => new L1(o.GetDouble("strength", 0.01), o.FindName<PenaltyScale>("scale"), o.FindName<SignAtZero>("signAtZero")));
        table.Add<L1L2>(
            (r, o) =>
            {
                o.Write("l1", r.AbsoluteStrength);
                o.Write("l2", r.SquareStrength);
                WriteForm(r, o);
            },
            o => new L1L2(o.GetDouble("l1", 0), o.GetDouble("l2", 0), o.FindName<PenaltyScale>("scale"), o.FindName<SignAtZero>("signAtZero")));
        table.Add<L2>(
            (r, o) =>
            {
                o.Write("strength", r.SquareStrength);
                o.WriteName<PenaltyScale>("scale", r.Scale);
            },
            o => new L2(o.GetDouble("strength", 0.01), o.FindName<PenaltyScale>("scale")));
    }

    private static void WriteForm(L1L2 regularizer, OptionWriter options)
    {
        options.WriteName<PenaltyScale>("scale", regularizer.Scale);
        options.WriteName<SignAtZero>("signAtZero", regularizer.SignAtZero);
    }
}
