using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Losses;

/// <summary>The losses once more at narrower vectors, in processes that have the wider ones switched off.</summary>
public sealed class LossBitsTests
{
    [Fact]
    public void Losses_at_256_bits_are_right_and_have_the_bits_of_512()
    {
        Assert.SkipUnless(SimdDispatch.Level == SimdLevel.Vector512, "There is nothing to compare without 512-bit vectors.");
        Dictionary<string, string> variables = new()
        {
            ["DOTNET_EnableAVX512"] = "0",
            [LossFingerprintTests.ExpectedVariable] = LossFingerprintTests.Compute(),
        };
        ChildTestRun.AssertPasses(variables, typeof(LossFingerprintTests), typeof(LossConformanceTests), typeof(CrossentropyTests));
    }

    [Fact]
    public void Losses_at_128_bits_are_right()
    {
        Assert.SkipUnless(SimdDispatch.Level > SimdLevel.Vector128, "They are what all tests run at.");
        ChildTestRun.AssertPasses("DOTNET_EnableAVX2", "0", typeof(LossConformanceTests), typeof(CrossentropyTests));
    }
}
