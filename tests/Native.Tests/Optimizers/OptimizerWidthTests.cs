using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Optimizers once more at the narrower vector widths, in processes that have the wider ones switched off.</summary>
public class OptimizerWidthTests
{
    [Fact]
    public void Optimizers_at_256_bits_are_correct_and_give_the_bits_of_512()
    {
        Assert.SkipUnless(SimdDispatch.Level == SimdLevel.Vector512, "There is nothing to compare without 512-bit vectors.");
        Dictionary<string, string> variables = new()
        {
            ["DOTNET_EnableAVX512"] = "0",
            [OptimizerFingerprintTests.ExpectedVariable] = OptimizerFingerprintTests.Compute(),
        };

        ChildTestRun.AssertPasses(variables, typeof(OptimizerFormulaTests), typeof(OptimizerConformanceTests), typeof(OptimizerFingerprintTests));
    }

    [Fact]
    public void Optimizers_at_128_bits_are_correct()
    {
        Assert.SkipUnless(SimdDispatch.Level > SimdLevel.Vector128, "They are what all tests run at.");

        ChildTestRun.AssertPasses("DOTNET_EnableAVX2", "0", typeof(OptimizerFormulaTests), typeof(OptimizerConformanceTests));
    }
}
