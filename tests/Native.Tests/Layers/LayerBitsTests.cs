using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Layers;

/// <summary>Layers give the same bits at every vector width that fuses multiplication and addition.</summary>
public sealed class LayerBitsTests
{
    [Fact]
    public void Bits_are_the_same_without_AVX512() => ChildTestRun.AssertPassesAt(SimdLevel.Vector256, typeof(LayerDigestTests));
}
