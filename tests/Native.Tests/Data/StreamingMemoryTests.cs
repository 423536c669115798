using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tests.Kernels;
using Interop.Native.Training;

namespace Interop.Native.Tests.Data;

/// <summary>Alone, because it looks at the memory of the whole process.</summary>
[Collection(nameof(Alone))]
public sealed class StreamingMemoryTests
{
    [Fact]
    public void Data_larger_than_memory_trains_in_little_of_it()
    {
        // A gigabyte of samples, of which 64 + 3·32 at a time, 160 KB, are in memory; the allowance is what collector and runtime take.
        const int samples = 1_000_000, features = 256, allowedGrowth = 16 << 20;
        var network = new Sequential(new Dense(1)) { Threads = 1 };
        network.Compile(new SGD(1e-15f), new MeanSquaredError());
        network.Fit(new NumberStream(64, features));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long largest = 0;
        var watch = new LambdaCallback(onBatchEnd: (run, _) => largest = run.Step % 1000 == 0 ? Math.Max(largest, GC.GetTotalMemory(false)) : largest);
        network.Fit(new NumberStream(samples, features) { ShuffleBuffer = 64, LookAhead = 2 }, batchSize: 32, callbacks: [watch]);
        Assert.True(largest - before < allowedGrowth, $"{(largest - before) >> 20} MB");
    }
}
