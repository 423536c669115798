using System.Buffers.Binary;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// An array in the IDX format, as MNIST comes: plain, or compressed where the name ends in <c>.gz</c>. Nothing is allocated before
/// the sizes in the header are known to be those of the file. Source: D4; Y. LeCun, C. Cortes and C. Burges, the MNIST database.
/// </summary>
public sealed class IdxFile
{
    private readonly byte[] _data;

    private IdxFile(string name, IdxHeader header, byte[] data)
    {
        Name = name;
        Header = header;
        _data = data;
    }

    /// <summary>What the file is called in errors.</summary>
    public string Name { get; }

    /// <summary>What its numbers are.</summary>
    public IdxElementType ElementType => Header.Type;

    /// <summary>The extents, outermost first: <c>[60000, 28, 28]</c> for MNIST's images.</summary>
    public Shape Shape => Header.Shape;

    /// <summary>The numbers as they are in the file, big-endian.</summary>
    public ReadOnlySpan<byte> Data => _data;

    internal IdxHeader Header { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largestSize">How many bytes a compressed file may hold; null for four times its own size and 64 MB.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or too large; the message says what was expected and what came.</exception>
    public static IdxFile Read(string path, long? largestSize = null)
    {
        var (content, header) = IdxContent.Open(path, largestSize);
        using (content)
        {
            if (header.DataLength > Array.MaxLength)
            {
                throw new InvalidDataException(
                    $"{path}: {header.DataLength:N0} bytes are more than an array holds ({Array.MaxLength:N0}); read the file as a stream.");
            }

            var data = new byte[header.DataLength];
            if (IdxContent.Guard(path, () => content.ReadAtLeast(data, data.Length, throwOnEndOfStream: false)) != data.Length)
            {
                throw new InvalidDataException($"{path}: the file got shorter while it was read.");
            }

            return new IdxFile(path, header, data);
        }
    }

    /// <summary>Writes whole numbers of 0 to 255, or class indices, as IDX bytes; plain, or compressed where the name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The numbers.</param>
    /// <exception cref="ArgumentException">A value is not a whole number of 0 to 255, or a scalar was given.</exception>
    public static void Write(string path, Tensor values)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape.Rank == 0)
        {
            throw new ArgumentException("An IDX file has at least one axis, got a scalar.", nameof(values));
        }

        var bytes = new byte[4 + (4 * values.Shape.Rank) + values.Count];
        (bytes[2], bytes[3]) = ((byte)IdxElementType.UInt8, (byte)values.Shape.Rank);
        for (var axis = 0; axis < values.Shape.Rank; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * axis)), values.Shape[axis]);
        }

        var data = bytes.AsSpan(4 + (4 * values.Shape.Rank));
        for (var i = 0; i < values.Count; i++)
        {
            var value = values.Span[i];
            data[i] = value >= 0 && value <= byte.MaxValue && value == MathF.Truncate(value)
                ? (byte)value
                : throw new ArgumentException($"IDX bytes are whole numbers of 0 to 255, got {value} at element {i}.", nameof(values));
        }

        using var file = File.Create(path);
        using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Optimal)
            : file;
        content.Write(bytes);
    }

    /// <summary>All numbers as they are, unscaled. Numbers of more than 24 bits are rounded to float32.</summary>
    public Tensor ToTensor()
    {
        var tensor = new Tensor(Shape);
        CopyTo(0, tensor.Span);
        return tensor;
    }

    /// <summary>Converts a run of numbers.</summary>
    /// <param name="start">The first of them.</param>
    /// <param name="target">Where to, as many as fit.</param>
    internal void CopyTo(int start, Span<float> target) =>
        IdxNumbers.Convert(ElementType, _data.AsSpan(start * Header.ElementSize, target.Length * Header.ElementSize), target);
}
