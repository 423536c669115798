using System.Buffers.Binary;
using System.Text;

namespace Interop.TorchBridge.Archives;

/// <summary>
/// Reads the zip archives that PyTorch writes, taken as hostile. Entries are stored as they are, never compressed, so that none can grow; they
/// may not overlap, and each lies inside the file. Source: PKWARE APPNOTE 6.3.10.
/// </summary>
internal sealed class ZipReader
{
    private const int LargestDirectory = 64 << 20;
    private const int LocalHeaderLength = 30;
    private readonly Stream _stream;
    private readonly string _file;
    private readonly bool _checksums;
    private readonly long _start;
    private readonly Dictionary<string, ZipEntry> _entries = [];

    /// <summary>Reads an archive's directory.</summary>
    public ZipReader(Stream stream, string file, bool checksums)
    {
        _stream = stream;
        _file = file;
        _checksums = checksums;
        _start = stream.Position;
        var end = ZipEnd.Find(this, stream.Length - _start);
        if (end.DirectoryLength > LargestDirectory)
        {
            throw Error($"the archive's directory has {end.DirectoryLength} bytes; up to {LargestDirectory} are read");
        }

        ReadDirectory(end);
        SetLimits(end.DirectoryOffset);
    }

    /// <summary>The entries by name.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries => _entries;

    /// <summary>An error about the archive.</summary>
    public TorchFileException Error(string message) => new($"{_file}: {message}.");

    /// <summary>The bytes of an entry.</summary>
    public byte[] Read(ZipEntry entry)
    {
        if (entry.Length > Array.MaxLength)
        {
            throw Error($"entry {Listing.Quote(entry.Name)} has {entry.Length} bytes, more than the {Array.MaxLength} that can be read at once");
        }

        var header = At(entry.HeaderOffset, LocalHeaderLength);
        var data = entry.HeaderOffset + LocalHeaderLength
            + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034B50 || data > entry.Limit - entry.Length)
        {
            throw Error($"entry {Listing.Quote(entry.Name)} does not lie where the archive's directory says");
        }

        var bytes = At(data, (int)entry.Length);
        if (_checksums && Crc32.Of(bytes) != entry.Crc)
        {
            throw Error($"entry {Listing.Quote(entry.Name)} is damaged: its checksum is {Crc32.Of(bytes):x8}, the archive says {entry.Crc:x8}");
        }

        return bytes;
    }

    /// <summary>Bytes of the archive, which must lie inside it.</summary>
    public byte[] At(long offset, int count)
    {
        if (offset < 0 || count < 0 || offset > _stream.Length - _start - count)
        {
            throw Error($"the archive refers to bytes {offset} to {offset + count}, but has {_stream.Length - _start}; it is cut off or damaged");
        }

        var bytes = new byte[count];
        _stream.Position = _start + offset;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private void ReadDirectory(ZipEnd end)
    {
        const int fixedLength = 46;
        var directory = At(end.DirectoryOffset, (int)end.DirectoryLength).AsSpan();
        for (long i = 0; i < end.Count; i++)
        {
            if (directory.Length < fixedLength || BinaryPrimitives.ReadUInt32LittleEndian(directory) != 0x02014B50)
            {
                throw Error($"the archive's directory should have {end.Count} entries, but entry {i} is not one");
            }

            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
            var length = fixedLength + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (length > directory.Length)
            {
                throw Error($"entry {i} of the archive's directory leaves it");
            }

            var entry = ReadEntry(directory[..fixedLength], directory.Slice(fixedLength, nameLength), directory.Slice(fixedLength + nameLength, extraLength));
            if (!_entries.TryAdd(entry.Name, entry))
            {
                throw Error($"the archive has two entries {Listing.Quote(entry.Name)}");
            }

            directory = directory[length..];
        }
    }

    private ZipEntry ReadEntry(ReadOnlySpan<byte> header, ReadOnlySpan<byte> nameBytes, ReadOnlySpan<byte> extra)
    {
        var name = Encoding.UTF8.GetString(nameBytes);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        if ((flags & 1) != 0)
        {
            throw Error($"entry {Listing.Quote(name)} is encrypted");
        }

        if (method != 0)
        {
            throw Error($"entry {Listing.Quote(name)} is compressed (method {method}); torch.save stores entries as they are, and compressed ones are not expanded");
        }

        // Values that do not fit 32 bits stand in the extra field, in this order.
        var wide = Zip64Fields(extra);
        var length = Wide(BinaryPrimitives.ReadUInt32LittleEndian(header[24..]), ref wide, name);
        var packed = Wide(BinaryPrimitives.ReadUInt32LittleEndian(header[20..]), ref wide, name);
        var offset = Wide(BinaryPrimitives.ReadUInt32LittleEndian(header[42..]), ref wide, name);
        return length == packed && length >= 0 && offset >= 0
            ? new ZipEntry(name, offset, length, BinaryPrimitives.ReadUInt32LittleEndian(header[16..]))
            : throw Error($"entry {Listing.Quote(name)} is stored with {packed} bytes, but should have {length}");
    }

    private long Wide(uint value, ref ReadOnlySpan<byte> wide, string name)
    {
        if (value != uint.MaxValue)
        {
            return value;
        }

        if (wide.Length < sizeof(long))
        {
            throw Error($"entry {Listing.Quote(name)} lacks its 64-bit sizes");
        }

        var read = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[sizeof(long)..];
        return read;
    }

    private static ReadOnlySpan<byte> Zip64Fields(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var kind = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (kind == 1)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }

    // Each entry ends before the next begins, and the last before the directory; then all together are no larger than the file.
    private void SetLimits(long directory)
    {
        var limit = directory;
        foreach (var entry in _entries.Values.OrderByDescending(entry => entry.HeaderOffset).ToArray())
        {
            if (entry.HeaderOffset > limit - LocalHeaderLength || entry.Length > limit - LocalHeaderLength - entry.HeaderOffset)
            {
                throw Error($"entry {Listing.Quote(entry.Name)} overlaps another or leaves the file");
            }

            _entries[entry.Name] = entry with { Limit = limit };
            limit = entry.HeaderOffset;
        }
    }
}
