using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Activations;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

/// <summary>All kernels once more at the narrower widths, in processes that have the wider ones switched off.</summary>
public class VectorWidthTests
{
    private static readonly Type[] KernelTests =
    [
        typeof(ActivationKernelTests), typeof(ActivationTests), typeof(BatchNormalizationKernelTests), typeof(ConvolutionEdgeTests),
        typeof(ConvolutionKernelTests),
        typeof(ElementwiseTests), typeof(GemmTests), typeof(PooledConvolutionTests), typeof(PoolingKernelTests), typeof(ReductionsTests),
        typeof(SimdTests), typeof(SmallKernelTests), typeof(SoftmaxKernelTests), typeof(SumReferenceTests), typeof(TransposeTests),
        typeof(VectorMathTests), typeof(WidthInUseTests), typeof(WinogradConvolutionTests),
    ];

    [Fact]
    public void Kernels_at_256_bits_are_correct_and_give_the_bits_of_512()
    {
        Assert.SkipUnless(SimdDispatch.Level == SimdLevel.Vector512, "There is nothing to compare without 512-bit vectors.");
        Dictionary<string, string> variables = new()
        {
            ["DOTNET_EnableAVX512"] = "0",
            [WidthInUseTests.ExpectedVariable] = nameof(SimdLevel.Vector256),
            [KernelFingerprintTests.ExpectedVariable] = KernelFingerprintTests.Compute(),
        };

        ChildTestRun.AssertPasses(variables, [.. KernelTests, typeof(KernelFingerprintTests)]);
    }

    [Fact]
    public void Kernels_at_128_bits_are_correct()
    {
        Assert.SkipUnless(SimdDispatch.Level > SimdLevel.Vector128, "They are what all tests run at.");
        Dictionary<string, string> variables = new()
        {
            ["DOTNET_EnableAVX2"] = "0",
            [WidthInUseTests.ExpectedVariable] = nameof(SimdLevel.Vector128),
        };

        ChildTestRun.AssertPasses(variables, KernelTests);
    }
}
