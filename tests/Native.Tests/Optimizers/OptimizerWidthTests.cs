using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Training;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Optimizers once more at the narrower vector widths, in processes that have the wider ones switched off.</summary>
public class OptimizerWidthTests
{
    private static readonly Type[] Tests = [typeof(OptimizerFormulaTests), typeof(OptimizerConformanceTests), typeof(UpdatedProductTests)];

    [Fact]
    public void Optimizers_at_256_bits_are_correct_and_give_the_bits_of_512() => ChildTestRun.AssertPassesAt(
        SimdLevel.Vector256,
        new Dictionary<string, string> { [OptimizerFingerprintTests.ExpectedVariable] = OptimizerFingerprintTests.Compute() },
        [.. Tests, typeof(OptimizerFingerprintTests)]);

    [Fact]
    public void Optimizers_at_128_bits_are_correct() => ChildTestRun.AssertPassesAt(SimdLevel.Vector128, Tests);
}
