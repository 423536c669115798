namespace Interop.Native.Metrics;

/// <summary>Names of averaged figures, so that two averages of one figure stand beside each other in a history.</summary>
internal static class AveragedName
{
    /// <summary>The figure's name, followed by how it is averaged where that was said.</summary>
    public static string Of(string figure, Averaging averaging) => averaging switch
    {
        Averaging.Binary => $"{figure}_binary",
        Averaging.Macro => $"{figure}_macro",
        Averaging.Micro => $"{figure}_micro",
        Averaging.Weighted => $"{figure}_weighted",
        _ => figure,
    };
}
