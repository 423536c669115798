using Interop.Native.Networks;
using Interop.Native.Random;

namespace Interop.Native.Tests.Networks;

public sealed class ArenaPlannerTests
{
    [Fact]
    public void Blocks_in_use_at_the_same_time_never_overlap()
    {
        var random = new TorchGenerator(5);
        for (var round = 0; round < 300; round++)
        {
            PlanBlock[] blocks = [.. Enumerable.Range(0, 1 + random.NextInt(40)).Select(_ => RandomBlock(random))];
            var size = ArenaPlanner.Place(blocks);
            foreach (var block in blocks)
            {
                Assert.Equal(0, block.Offset % 16);
                Assert.True(block.Offset + block.Length <= size);
                foreach (var other in blocks.Where(other => other != block && AtTheSameTime(block, other)))
                {
                    Assert.True(block.Offset + block.Length <= other.Offset || other.Offset + other.Length <= block.Offset);
                }
            }
        }
    }

    [Fact]
    public void Blocks_in_use_one_after_the_other_share_memory()
    {
        PlanBlock[] blocks = [.. Enumerable.Range(0, 10).Select(time => BlockAt(1000, time, time))];
        Assert.Equal(1008, ArenaPlanner.Place(blocks));
    }

    private static PlanBlock RandomBlock(TorchGenerator random)
    {
        var first = random.NextInt(30);
        return BlockAt(1 + random.NextInt(500), first, first + random.NextInt(10));
    }

    private static PlanBlock BlockAt(int length, int first, int last)
    {
        var block = new PlanBlock(length);
        block.UseAt(first);
        block.UseAt(last);
        return block;
    }

    private static bool AtTheSameTime(PlanBlock a, PlanBlock b) => a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;
}
