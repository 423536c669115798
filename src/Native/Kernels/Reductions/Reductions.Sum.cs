namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>Σᵢ xᵢ; 0 for no elements.</summary>
    public static float Sum(ReadOnlySpan<float> x, WorkerPool pool)
    {
        fixed (float* start = x)
        {
            return SumOf<PlainTerm>(start, start, x.Length, pool);
        }
    }
}
