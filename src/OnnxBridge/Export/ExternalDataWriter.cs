using System.Globalization;
using System.Runtime.InteropServices;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>Writes weights one behind the other into the file beside a model.</summary>
/// <param name="stream">The file.</param>
/// <param name="location">Its name as the model gives it, relative to its own folder.</param>
internal sealed class ExternalDataWriter(Stream stream, string location)
{
    /// <summary>Constants of fewer bytes stay in the model: the shapes and scalars that runtimes want to see at once are among them.</summary>
    public const int LeastBytes = 1024;

    // So that runtimes can map a weight into memory.
    private const int Alignment = 4096;

    // Spans count bytes in 32 bits; a weight may have more.
    private const int ChunkLength = 1 << 20;

    private long _position;

    /// <summary>Writes a weight and notes in its constant where it lies.</summary>
    /// <param name="tensor">The constant.</param>
    /// <param name="values">Its values.</param>
    public void Write(TensorProto tensor, ReadOnlySpan<float> values)
    {
        var padding = (int)((Alignment - (_position % Alignment)) % Alignment);
        stream.Write(new byte[padding]);
        var offset = _position + padding;
        for (var start = 0; start < values.Length; start += ChunkLength)
        {
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(ChunkLength, values.Length - start))));
        }

        var length = (long)values.Length * sizeof(float);
        _position = offset + length;
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(
        [
            new StringStringEntryProto { Key = "location", Value = location },
            new StringStringEntryProto { Key = "offset", Value = offset.ToString(CultureInfo.InvariantCulture) },
            new StringStringEntryProto { Key = "length", Value = length.ToString(CultureInfo.InvariantCulture) },
        ]);
    }
}
