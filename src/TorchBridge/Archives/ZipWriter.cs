using System.Buffers.Binary;
using System.Text;

namespace Interop.TorchBridge.Archives;

/// <summary>
/// Writes zip archives as PyTorch does: entries stored as they are, each beginning on a multiple of 64 bytes, so that a reader may map them. Sizes
/// and offsets of 4 GB and more, and more than 65,534 entries, are written as zip64.
/// </summary>
/// <param name="stream">Where to write.</param>
/// <param name="widest">The largest number written in 32 bits; smaller in tests of zip64.</param>
internal sealed class ZipWriter(Stream stream, long widest = uint.MaxValue - 1)
{
    private const int Alignment = 64;
    private const ushort VersionStored = 20;
    private const ushort Version64 = 45;
    private const ushort Utf8Names = 1 << 11;

    // 1 January 1980, the first day that the format knows: the same content gives the same file.
    private const ushort Date = (1 << 5) | 1;
    private readonly List<(byte[] Name, uint Crc, long Length, long Offset)> _entries = [];
    private long _position;

    /// <summary>Adds an entry.</summary>
    public void Add(string name, ReadOnlySpan<byte> bytes)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var entry = (Name: nameBytes, Crc: Crc32.Of(bytes), Length: (long)bytes.Length, Offset: _position);
        _entries.Add(entry);
        var wide = entry.Length > widest;
        var extra = wide ? 20 : 0;

        // PyTorch's padding: an extra field of kind "FB", at least its own four bytes long.
        var unpadded = _position + 30 + nameBytes.Length + extra + 4;
        var padding = (int)((Alignment - (unpadded % Alignment)) % Alignment);
        Write(0x04034B50u);
        WriteCommon(wide, entry.Crc, entry.Length);
        Write((ushort)nameBytes.Length);
        Write((ushort)(extra + 4 + padding));
        Write(nameBytes);
        if (wide)
        {
            Write((ushort)1);
            Write((ushort)16);
            Write(entry.Length);
            Write(entry.Length);
        }

        Write((ushort)0x4246);
        Write((ushort)padding);
        Write(new byte[padding]);
        Write(bytes);
    }

    /// <summary>Writes the directory, which ends the archive.</summary>
    public void Finish()
    {
        var offset = _position;
        foreach (var entry in _entries)
        {
            WriteDirectoryEntry(entry);
        }

        var length = _position - offset;
        var wide = offset > widest || length > widest || _entries.Count >= Math.Min(ushort.MaxValue, widest);
        if (wide)
        {
            var at = _position;
            Write(0x06064B50u);
            Write(44L);
            Write(Version64);
            Write(Version64);
            Write(0u);
            Write(0u);
            Write((long)_entries.Count);
            Write((long)_entries.Count);
            Write(length);
            Write(offset);
            Write(0x07064B50u);
            Write(0u);
            Write(at);
            Write(1u);
        }

        Write(0x06054B50u);
        Write(0u);
        Write(wide ? ushort.MaxValue : (ushort)_entries.Count);
        Write(wide ? ushort.MaxValue : (ushort)_entries.Count);
        Write(wide ? uint.MaxValue : (uint)length);
        Write(wide ? uint.MaxValue : (uint)offset);
        Write((ushort)0);
    }

    private void WriteDirectoryEntry((byte[] Name, uint Crc, long Length, long Offset) entry)
    {
        var wideLength = entry.Length > widest;
        var wideOffset = entry.Offset > widest;
        var values = (wideLength ? 16 : 0) + (wideOffset ? 8 : 0);
        Write(0x02014B50u);
        Write(values > 0 ? Version64 : VersionStored);
        WriteCommon(wideLength, entry.Crc, entry.Length);
        Write((ushort)entry.Name.Length);
        Write((ushort)(values > 0 ? values + 4 : 0));
        Write((ushort)0);
        Write((ushort)0);
        Write((ushort)0);
        Write(0u);
        Write(wideOffset ? uint.MaxValue : (uint)entry.Offset);
        Write(entry.Name);
        if (values > 0)
        {
            Write((ushort)1);
            Write((ushort)values);
        }

        if (wideLength)
        {
            Write(entry.Length);
            Write(entry.Length);
        }

        if (wideOffset)
        {
            Write(entry.Offset);
        }
    }

    // What local header and directory entry share: version to expand, flags, method, time, date, checksum, sizes.
    private void WriteCommon(bool wide, uint crc, long length)
    {
        Write(wide ? Version64 : VersionStored);
        Write(Utf8Names);
        Write((ushort)0);
        Write((ushort)0);
        Write(Date);
        Write(crc);
        Write(wide ? uint.MaxValue : (uint)length);
        Write(wide ? uint.MaxValue : (uint)length);
    }

    private void Write(ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        Write(bytes);
    }

    private void Write(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    private void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _position += bytes.Length;
    }
}
