using Interop.Native.Kernels.Simd;

namespace Interop.Native.Tests.Kernels;

/// <summary>A process that was started to test a width of vectors does compute at that width.</summary>
public class WidthInUseTests
{
    /// <summary>The variable that names the expected <see cref="SimdLevel"/>.</summary>
    public const string ExpectedVariable = "INTEROP_TESTS_VECTOR_WIDTH";

    [Fact]
    public void Kernels_use_the_expected_vectors()
    {
        string level = SimdDispatch.Level.ToString();

        Assert.Equal(Environment.GetEnvironmentVariable(ExpectedVariable) ?? level, level);
    }
}
