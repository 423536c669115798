namespace Interop.Native.Tests.Infrastructure;

/// <summary>What this thread has allocated so far, to show that code in steady state allocates nothing.</summary>
/// <remarks>
/// A collection, which any other test may cause, closes the thread's allocation context, and the runtime then counts the unused rest of its 8 KB as
/// allocated. So each collection in between may add that much; without one the count is exact.
/// </remarks>
/// <param name="Bytes">The runtime's count.</param>
/// <param name="Collections">The collections so far.</param>
internal readonly record struct AllocatedBytes(long Bytes, int Collections)
{
    private const int AllocationContext = 8192;

    /// <summary>The count at this moment.</summary>
    public static AllocatedBytes Now => new(GC.GetAllocatedBytesForCurrentThread(), GC.CollectionCount(0));

    /// <summary>Fails where this thread has allocated since.</summary>
    public void AssertNoMore()
    {
        var now = Now;
        Assert.InRange(now.Bytes - Bytes, 0, (long)(now.Collections - Collections) * AllocationContext);
    }
}
