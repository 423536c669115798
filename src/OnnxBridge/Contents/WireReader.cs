using System.Text;

namespace Interop.OnnxBridge.Contents;

/// <summary>Reads the fields of protocol-buffer messages from a file one by one, and steps over what is not wanted without reading it.</summary>
/// <param name="stream">The file.</param>
/// <param name="name">What to call it in messages.</param>
internal sealed class WireReader(Stream stream, string name)
{
    private const int LargestText = 64 << 20;
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private int _wireType;

    /// <summary>Goes to the next field of a message.</summary>
    /// <param name="end">Where the message ends.</param>
    /// <returns>The field's number; 0 at the message's end.</returns>
    /// <exception cref="OnnxFormatException">The file is damaged.</exception>
    public int NextField(long end)
    {
        if (stream.Position >= end)
        {
            return 0;
        }

        var key = RawVarint();
        _wireType = (int)(key & 7);
        var field = key >> 3;
        return field is > 0 and < 1 << 29 ? (int)field : throw Damaged("a field's number");
    }

    /// <summary>The whole number of the field.</summary>
    public long Number() => _wireType == Varint ? (long)RawVarint() : throw Damaged("a whole number");

    /// <summary>The text of the field.</summary>
    /// <param name="end">Where the message ends.</param>
    public string Text(long end)
    {
        var length = MessageEnd(end) - stream.Position;
        if (length > LargestText)
        {
            throw Damaged($"a text of at most {LargestText:N0} bytes");
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Where the message or the packed numbers of the field end; the stream stands at their beginning.</summary>
    /// <param name="end">Where the message around it ends.</param>
    public long MessageEnd(long end)
    {
        var length = _wireType == Bytes ? RawVarint() : throw Damaged("a message");
        return length <= (ulong)(end - stream.Position) ? stream.Position + (long)length : throw BeyondTheEnd(end);
    }

    /// <summary>The whole numbers of a repeated field, packed or single.</summary>
    /// <param name="numbers">Takes them.</param>
    /// <param name="end">Where the message ends.</param>
    public void Numbers(List<long> numbers, long end)
    {
        if (_wireType == Varint)
        {
            numbers.Add((long)RawVarint());
            return;
        }

        for (var packed = MessageEnd(end); stream.Position < packed;)
        {
            numbers.Add((long)RawVarint());
        }
    }

    /// <summary>Steps over the field.</summary>
    /// <param name="end">Where the message ends.</param>
    public void Skip(long end)
    {
        switch (_wireType)
        {
            case Varint:
                RawVarint();
                break;
            case Fixed64:
                Move(stream.Position + sizeof(ulong), end);
                break;
            case Fixed32:
                Move(stream.Position + sizeof(uint), end);
                break;
            case Bytes:
                Move(MessageEnd(end), end);
                break;
            default:
                throw Damaged("a field of a known kind");
        }
    }

    /// <summary>An error about the file.</summary>
    /// <param name="expected">What was expected.</param>
    public OnnxFormatException Damaged(string expected) =>
        new($"{name}: this is no ONNX model, or a damaged one: expected {expected} at byte {stream.Position:N0}.");

    private OnnxFormatException BeyondTheEnd(long end) => end == stream.Length
        ? new OnnxFormatException($"{name}: the ONNX model is cut off, or it is none: what begins at byte {stream.Position:N0} would end behind the file's {end:N0} bytes. Use another copy.")
        : Damaged("a message that ends where the one around it does, or before");

    private void Move(long position, long end) => stream.Position = position <= end ? position : throw Damaged("more of the message");

    private ulong RawVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                throw Damaged("a number, not the end of the file,");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number of at most 10 bytes");
    }
}
