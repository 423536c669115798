using Interop.Native.Regularizers;

namespace Interop.Native.Files.Formats;

/// <summary>How regularizers are written and read.</summary>
internal static class RegularizerFormats
{
    public static void AddTo(ComponentTable<Regularizer> table)
    {
        table.Add<L1>(o => new L1(o.GetDouble("strength", r => r.AbsoluteStrength, 0.01), Scale(o), SignAtZero(o)));
        table.Add<L1L2>(o => new L1L2(o.GetDouble("l1", r => r.AbsoluteStrength, 0), o.GetDouble("l2", r => r.SquareStrength, 0), Scale(o), SignAtZero(o)));
        table.Add<L2>(o => new L2(o.GetDouble("strength", r => r.SquareStrength, 0.01), Scale(o)));
    }

    private static PenaltyScale? Scale<T>(ComponentOptions<T> options)
        where T : L1L2 => options.FindName<PenaltyScale>("scale", r => r.Scale);

    private static SignAtZero? SignAtZero<T>(ComponentOptions<T> options)
        where T : L1L2 => options.FindName<SignAtZero>("signAtZero", r => r.SignAtZero);
}
