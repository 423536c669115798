namespace Interop.Native.Kernels;

/// <summary>Neighbouring rows of a result.</summary>
/// <param name="First">The first row, counted through all samples and outer axes.</param>
/// <param name="End">Behind the last row.</param>
/// <param name="IsInside">Whether their windows lie inside one plane of the source, so that each row reads what the one before reads, some rows on.</param>
internal readonly record struct RowRun(int First, int End, bool IsInside);
