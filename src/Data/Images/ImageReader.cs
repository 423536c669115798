using System.Buffers.Binary;

namespace Interop.Data.Images;

/// <summary>Takes numbers out of an image file and refuses to read behind its end.</summary>
/// <param name="name">What the file is called in errors.</param>
/// <param name="content">The file's bytes.</param>
/// <param name="mostPixels">The most numbers (pixels times channels) that the image may have.</param>
internal ref struct ImageReader(string name, ReadOnlySpan<byte> content, long mostPixels)
{
    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>What the file is called in errors.</summary>
    public string Name { get; } = name;

    /// <summary>The bytes left.</summary>
    public readonly int Left => _content.Length - Position;

    /// <summary>The next byte.</summary>
    public int Position { get; private set; }

    /// <summary>Takes bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="what">What they are, for the error.</param>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public ReadOnlySpan<byte> Take(long count, string what)
    {
        if (count < 0 || count > Left)
        {
            throw Error($"expected {count:N0} bytes of {what} at byte {Position:N0}, got the end of the file after {Left:N0}; use another copy of the file");
        }

        var taken = _content.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>Goes to a place.</summary>
    /// <param name="position">The place.</param>
    /// <param name="what">What is there, for the error.</param>
    public void MoveTo(long position, string what)
    {
        if (position < 0 || position > _content.Length)
        {
            throw Error($"expected {what} at byte {position:N0}, the file has {_content.Length:N0}");
        }

        Position = (int)position;
    }

    /// <summary>Takes a little-endian 16-bit number.</summary>
    public int UInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));

    /// <summary>Takes a little-endian 32-bit number.</summary>
    public int Int32(string what) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what));

    /// <summary>Takes a big-endian 32-bit number.</summary>
    public uint UInt32BigEndian(string what) => BinaryPrimitives.ReadUInt32BigEndian(Take(4, what));

    /// <summary>Throws unless an image has at least one pixel and no more than allowed.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="channels">Its channels.</param>
    public readonly void CheckSize(long width, long height, int channels)
    {
        if (width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue || (double)width * height * channels > mostPixels)
        {
            throw Error($"expected an image of 1 × 1 to {mostPixels:N0} numbers, got {width} × {height} with {channels} channels");
        }
    }

    /// <summary>An error about this file.</summary>
    /// <param name="what">What was expected and what came.</param>
    /// <param name="inner">The error behind it.</param>
    public readonly InvalidDataException Error(string what, Exception? inner = null) => new($"{Name}: {what}.", inner);
}
