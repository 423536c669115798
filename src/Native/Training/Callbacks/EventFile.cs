using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Interop.Native.Files;

namespace Interop.Native.Training;

/// <summary>
/// An event file of TensorBoard: records of length, checksum of the length, content and checksum of the content (TFRecord), each content an
/// <c>Event</c> message of protocol buffers. Opened for each record, so that what was written is in the file whatever happens next.
/// </summary>
internal sealed class EventFile
{
    // Field numbers of tensorflow/core/util/event.proto and framework/summary.proto, with the wire type in the lowest three bits.
    private const byte WallTime = (1 << 3) | Fixed64;
    private const byte Step = (2 << 3) | Varint;
    private const byte FileVersion = (3 << 3) | Bytes;
    private const byte Summary = (5 << 3) | Bytes;
    private const byte SummaryValue = (1 << 3) | Bytes;
    private const byte ValueTag = (1 << 3) | Bytes;
    private const byte ValueSimple = (2 << 3) | Fixed32;

    private const byte Varint = 0;
    private const byte Fixed64 = 1;
    private const byte Bytes = 2;
    private const byte Fixed32 = 5;

    private readonly string _path;

    private EventFile(string path) => _path = path;

    /// <summary>Begins a file in a folder.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    public static EventFile Create(string folder)
    {
        Directory.CreateDirectory(folder);

        // TensorBoard takes files with this part in their name, in the order of their names.
        var now = DateTimeOffset.UtcNow;
        var name = FormattableString.Invariant($"events.out.tfevents.{now.ToUnixTimeMilliseconds() / 1000.0:F3}.interop.v2");
        var file = new EventFile(Path.Combine(folder, name));
        File.WriteAllBytes(file._path, []);
        file.Begin();
        return file;
    }

    /// <summary>Writes numbers of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">The numbers by tag.</param>
    public void Write(long step, IReadOnlyList<(string Tag, double Value)> values)
    {
        using var summary = new MemoryStream();
        Span<byte> simple = stackalloc byte[sizeof(float)];
        foreach (var (tag, number) in values)
        {
            using var value = new MemoryStream();
            Field(value, ValueTag, Encoding.UTF8.GetBytes(tag));
            value.WriteByte(ValueSimple);
            BinaryPrimitives.WriteSingleLittleEndian(simple, (float)number);
            value.Write(simple);
            Field(summary, SummaryValue, value.ToArray());
        }

        // One that has vanished begins anew.
        if (!File.Exists(_path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            Begin();
        }

        Append(step, message => Field(message, Summary, summary.ToArray()));
    }

    /// <summary>CRC-32C (Castagnoli) of some bytes, rotated and shifted as TFRecord stores it.</summary>
    /// <param name="bytes">The bytes.</param>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        return BitOperations.RotateRight(Crc32C.Of(bytes), 15) + 0xA282EAD8;
    }

    private static void Field(MemoryStream message, byte field, ReadOnlySpan<byte> content)
    {
        message.WriteByte(field);
        WriteVarint(message, (ulong)content.Length);
        message.Write(content);
    }

    private static void WriteVarint(MemoryStream message, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            message.WriteByte((byte)(value | 0x80));
        }

        message.WriteByte((byte)value);
    }

    private void Begin() => Append(0, message => Field(message, FileVersion, "brain.Event:2"u8));

    private void Append(long step, Action<MemoryStream> writeContent)
    {
        using var message = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(number, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0);
        message.WriteByte(WallTime);
        message.Write(number);
        message.WriteByte(Step);
        WriteVarint(message, (ulong)step);
        writeContent(message);

        var content = message.ToArray();
        var record = new byte[sizeof(ulong) + sizeof(uint) + content.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), MaskedChecksum(record.AsSpan(0, sizeof(ulong))));
        content.CopyTo(record, sizeof(ulong) + sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(record.Length - sizeof(uint)), MaskedChecksum(content));
        AppendedFile.Append(_path, record);
    }
}
