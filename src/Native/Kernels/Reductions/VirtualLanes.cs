using System.Runtime.Intrinsics;

namespace Interop.Native.Kernels;

/// <summary>
/// The end of every reduction: sixteen partial results become one along a fixed tree. Kernels keep sixteen partial
/// results, "virtual lanes", whatever the width of the vectors, so that a reduction adds in the same order everywhere.
/// </summary>
internal static unsafe class VirtualLanes
{
    /// <summary>How many partial results a reduction keeps.</summary>
    public const int Count = 16;

    /// <summary>Lane i is added to lane i + 8, then i + 4, i + 2 and i + 1.</summary>
    public static float Sum(float* lanes)
    {
        Vector128<float> four = (Vector128.Load(lanes) + Vector128.Load(lanes + 8))
            + (Vector128.Load(lanes + 4) + Vector128.Load(lanes + 12));
        Vector64<float> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }
}
