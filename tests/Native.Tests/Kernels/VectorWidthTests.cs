using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Activations;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

/// <summary>All kernels once more at the narrower widths, in processes that have the wider ones switched off.</summary>
public class VectorWidthTests
{
    private static readonly Type[] KernelTests =
    [
        typeof(ActivationKernelTests), typeof(ActivationTests), typeof(AveragedConvolutionTests), typeof(BatchNormalizationKernelTests), typeof(ConvolutionEdgeTests),
        typeof(ConvolutionKernelTests),
        typeof(ElementwiseTests), typeof(GemmTests), typeof(PooledConvolutionTests), typeof(PoolingKernelTests), typeof(ReductionsTests),
        typeof(SimdTests), typeof(SmallKernelTests), typeof(SoftmaxKernelTests), typeof(SumReferenceTests), typeof(TransposeTests),
        typeof(VectorMathTests), typeof(WinogradConvolutionTests),
    ];

    [Fact]
    public void Kernels_at_256_bits_are_correct_and_give_the_bits_of_512() => ChildTestRun.AssertPassesAt(
        SimdLevel.Vector256,
        new Dictionary<string, string> { [KernelFingerprintTests.ExpectedVariable] = KernelFingerprintTests.Compute() },
        [.. KernelTests, typeof(KernelFingerprintTests)]);

    [Fact]
    public void Kernels_at_128_bits_are_correct() => ChildTestRun.AssertPassesAt(SimdLevel.Vector128, KernelTests);
}
