namespace Interop.Native.Tests.Infrastructure;

/// <summary>A stream over bytes that counts how many of them are read. Reads into spans come through those into arrays.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    /// <summary>How many bytes were read; those that were stepped over do not count.</summary>
    public long BytesRead { get; private set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        var value = base.ReadByte();
        BytesRead += value >= 0 ? 1 : 0;
        return value;
    }
}
