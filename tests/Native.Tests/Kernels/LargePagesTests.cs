using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Kernels;

public sealed class LargePagesTests
{
    private const int FloatsOfPage = 512 * 1024;

    [Fact]
    public void A_large_block_asks_for_large_pages()
    {
        var block = new AlignedMemory(8 * FloatsOfPage);
        Assert.Contains("hg", FlagsInTheMiddleOf(block.Span).Split(' '));
        Assert.Equal(-1, block.Span.IndexOfAnyExcept(0f));
        GC.KeepAlive(block);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3 * FloatsOfPage)]
    [InlineData((3 * FloatsOfPage) + 1)]
    public void Any_block_can_be_written_to_its_end(int length)
    {
        var block = new AlignedMemory(length);
        block.Span.Fill(1f);
        LargePages.Request(block.Span);
        Assert.Equal(-1, block.Span.IndexOfAnyExcept(1f));
    }

    /// <summary>What Linux notes of the mapping, in two letters each; "hg" where large pages were asked for.</summary>
    private static unsafe string FlagsInTheMiddleOf(Span<float> block)
    {
        const string file = "/proc/self/smaps";
        Assert.SkipUnless(File.Exists(file) && Directory.Exists("/sys/kernel/mm/transparent_hugepage"), "Only Linux, and only a kernel with transparent large pages, notes what was asked for.");
        var address = (ulong)Unsafe.AsPointer(ref MemoryMarshal.GetReference(block[(block.Length / 2)..]));
        var isWithin = false;
        foreach (var line in File.ReadLines(file))
        {
            var first = line.Split(' ')[0];
            if (!first.EndsWith(':'))
            {
                var ends = first.Split('-');
                isWithin = Address(ends[0]) <= address && address < Address(ends[1]);
            }
            else if (isWithin && first == "VmFlags:")
            {
                return line;
            }
        }

        Assert.Skip("The kernel does not say what was asked for.");
        return string.Empty;

        static ulong Address(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
