using System.Runtime.InteropServices;

namespace Interop.Bench.Kernels;

/// <summary>OpenBLAS on one thread, where the machine has it.</summary>
internal static partial class OpenBlas
{
    /// <summary>What installs it on Debian and its kin.</summary>
    public const string Installation = "apt-get install libopenblas0-pthread";

    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101;
    private const int AsItIs = 111;

    /// <summary>Whether the library is there.</summary>
    public static bool IsInstalled { get; } = TryLoad();

    /// <summary>C = A · B for square matrices.</summary>
    public static void Multiply(int size, float[] a, float[] b, float[] c) =>
        cblas_sgemm(RowMajor, AsItIs, AsItIs, size, size, size, 1, a, size, b, size, 0, c, size);

    private static bool TryLoad()
    {
        if (!NativeLibrary.TryLoad(Library, out _))
        {
            return false;
        }

        openblas_set_num_threads(1);
        return true;
    }

    [LibraryImport(Library)]
    private static partial void openblas_set_num_threads(int threads);

    [LibraryImport(Library)]
    private static partial void cblas_sgemm(
        int order, int transposeA, int transposeB, int m, int n, int k, float alpha, float[] a, int lda, float[] b, int ldb, float beta, float[] c, int ldc);
}
