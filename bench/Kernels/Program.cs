using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Interop.Bench.Kernels;

if (!OpenBlas.IsInstalled)
{
    Console.WriteLine($"OpenBLAS is not installed and is left out; on Debian: {OpenBlas.Installation}");
}

// In this process: the kernels are internal, and there is nothing to restore and build for each.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine("artifacts", "bench", "kernels"));
BenchmarkSwitcher.FromAssembly(typeof(ProductBenchmarks).Assembly).Run(args, config);
