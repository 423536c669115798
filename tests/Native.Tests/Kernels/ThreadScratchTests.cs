using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

public sealed unsafe class ThreadScratchTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(1L << 32)]
    [InlineData((1L << 32) + 64)]
    public void Lengths_that_no_array_has_are_refused_although_there_is_a_buffer(long length)
    {
        Assert.True(ThreadScratch.Get(ScratchUse.RowSums, 64) != null);

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => { ThreadScratch.Get(ScratchUse.RowSums, length); });

        Assert.Contains(nameof(ScratchUse.RowSums), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_begins_at_a_cache_line_and_stays_for_the_next_request()
    {
        float* first = ThreadScratch.Get(ScratchUse.RowSums, 1000);

        Assert.Equal(0, (long)first % 64);
        Assert.True(ThreadScratch.Get(ScratchUse.RowSums, 10) == first);
        Assert.True(ThreadScratch.Get(ScratchUse.RowSums, 0) == first);
    }
}
