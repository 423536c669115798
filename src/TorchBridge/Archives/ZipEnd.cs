using System.Buffers.Binary;

namespace Interop.TorchBridge.Archives;

/// <summary>The end of a zip archive, which says where its directory lies.</summary>
/// <param name="Count">The number of entries.</param>
/// <param name="DirectoryOffset">Where the directory begins.</param>
/// <param name="DirectoryLength">The number of its bytes.</param>
internal sealed record ZipEnd(long Count, long DirectoryOffset, long DirectoryLength)
{
    private const int Length = 22;
    private const int Length64 = 56;
    private const int LocatorLength = 20;

    /// <summary>Finds the end record: the last one whose comment reaches to the end of the file.</summary>
    public static ZipEnd Find(ZipReader archive, long fileLength)
    {
        var tail = archive.At(Math.Max(0, fileLength - Length - ushort.MaxValue), (int)Math.Min(fileLength, Length + ushort.MaxValue));
        for (var position = tail.Length - Length; position >= 0; position--)
        {
            var record = tail.AsSpan(position);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) != 0x06054B50 || BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) != record.Length - Length)
            {
                continue;
            }

            var at = fileLength - tail.Length + position;
            var end = new ZipEnd(
                BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
                BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
                BinaryPrimitives.ReadUInt32LittleEndian(record[12..]));
            return Check(archive, end.IsComplete ? end : Find64(archive, at) ?? end, at);
        }

        throw archive.Error("the file begins like a zip archive, but its directory is missing; it is cut off or damaged");
    }

    // The values that do not fit stand in a second record, to which a locator right before the first one points.
    private bool IsComplete => Count != ushort.MaxValue && DirectoryOffset != uint.MaxValue && DirectoryLength != uint.MaxValue;

    private static ZipEnd? Find64(ZipReader archive, long at)
    {
        if (at < LocatorLength)
        {
            return null;
        }

        var locator = archive.At(at - LocatorLength, LocatorLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x07064B50)
        {
            return null;
        }

        var record = archive.At(BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), Length64);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == 0x06064B50
            ? new ZipEnd(
                BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32)),
                BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)),
                BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)))
            : throw archive.Error("the archive's 64-bit end record is not where it should be");
    }

    private static ZipEnd Check(ZipReader archive, ZipEnd end, long at) =>
        end.Count >= 0 && end.DirectoryOffset >= 0 && end.DirectoryLength >= 0 && end.DirectoryOffset <= at && end.DirectoryLength <= at - end.DirectoryOffset
            ? end
            : throw archive.Error($"the archive's directory should have {end.DirectoryLength} bytes at {end.DirectoryOffset}, which is outside the file");
}
