using BenchmarkDotNet.Attributes;
using Interop.Native.Kernels;
using Interop.Native.Random;

namespace Interop.Bench.Kernels;

/// <summary>Products of square matrices on one thread.</summary>
public class ProductBenchmarks
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];

    /// <summary>Rows and columns.</summary>
    [Params(64, 128, 256, 512, 1024)]
    public int Size { get; set; }

    /// <summary>Draws the operands.</summary>
    [GlobalSetup]
    public void Draw()
    {
        (_a, _b, _c) = (new float[Size * Size], new float[Size * Size], new float[Size * Size]);
        var random = new TorchGenerator(1);
        random.FillNormal(_a, 0, 1);
        random.FillNormal(_b, 0, 1);
    }

    /// <summary>This engine.</summary>
    [Benchmark(Baseline = true)]
    public void Native() => Gemm.Multiply(false, false, Size, Size, Size, _a, Size, _b, Size, _c, Size, accumulate: false, WorkerPool.Get(1));

    /// <summary>OpenBLAS.</summary>
    [Benchmark(Description = "OpenBLAS")]
    public void Blas()
    {
        if (!OpenBlas.IsInstalled)
        {
            throw new NotSupportedException($"OpenBLAS is not installed; {OpenBlas.Installation}");
        }

        OpenBlas.Multiply(Size, _a, _b, _c);
    }
}
