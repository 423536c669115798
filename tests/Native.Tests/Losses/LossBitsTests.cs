using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Losses;

/// <summary>The losses once more at narrower vectors, in processes that have the wider ones switched off.</summary>
public sealed class LossBitsTests
{
    [Fact]
    public void Losses_at_256_bits_are_right_and_have_the_bits_of_512() => ChildTestRun.AssertPassesAt(
        SimdLevel.Vector256,
        new Dictionary<string, string> { [LossFingerprintTests.ExpectedVariable] = LossFingerprintTests.Compute() },
        typeof(LossFingerprintTests),
        typeof(LossConformanceTests),
        typeof(CrossentropyTests));

    [Fact]
    public void Losses_at_128_bits_are_right() => ChildTestRun.AssertPassesAt(SimdLevel.Vector128, typeof(LossConformanceTests), typeof(CrossentropyTests));
}
