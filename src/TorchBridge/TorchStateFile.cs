using Interop.Native.Files;
using Interop.TorchBridge.Files;
using Interop.TorchBridge.Pickles;

namespace Interop.TorchBridge;

/// <summary>
/// Reads and writes state files: PyTorch's <c>.pt</c> and <c>.pth</c>, <c>.safetensors</c>, and TorchSharp's <c>.dat</c>. Needs neither PyTorch nor
/// TorchSharp. Files of unknown origin may be read: nothing in them is run, sizes are held against the file's length before memory is
/// taken, and what does not fit is refused with a <see cref="TorchFileException"/>.
/// </summary>
/// <example>
/// <code>
/// network.LoadTorchState(TorchStateFile.Read("resnet18.pth"), new StateLoadOptions { Names = NameMap.Unwrapped });
/// TorchStateFile.Write("mine.pt", network.ToTorchState());
/// </code>
/// </example>
public static class TorchStateFile
{
    /// <summary>Reads a file whose format its content tells.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TorchFileException">The file is damaged, holds what is not read, or has several state dicts (see <see cref="PyTorchFile"/>).</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TorchState Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, Path.GetFileName(path), IsSafetensorsName(path) ? TorchStateFormat.Safetensors : null);
    }

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">A stream that knows its length and can seek.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="format">The format; null lets the content tell.</param>
    /// <exception cref="TorchFileException">The content is damaged, or holds what is not read.</exception>
    public static TorchState Read(Stream stream, string name, TorchStateFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return (format ?? Detect(stream)) switch
        {
            TorchStateFormat.PyTorch => PyTorchFile.Read(stream, name).StateDict(),
            TorchStateFormat.Safetensors => ReadSafetensors(stream, name),
            TorchStateFormat.TorchSharp => TorchSharpFile.Read(stream, name),
            var other => throw new ArgumentOutOfRangeException(nameof(format), other, "A format is one of the named ones."),
        };
    }

    /// <summary>Writes a file whole or not at all, in the format of its extension.</summary>
    /// <param name="path">The file: <c>.pt</c>, <c>.pth</c>, <c>.safetensors</c> or <c>.dat</c>.</param>
    /// <param name="state">The tensors.</param>
    /// <exception cref="ArgumentException">The extension belongs to none of the formats.</exception>
    /// <exception cref="NotSupportedException">A tensor has a type that the format does not have.</exception>
    /// <exception cref="IOException">The file cannot be written; what it held before is still there.</exception>
    public static void Write(string path, TorchState state)
    {
        ArgumentNullException.ThrowIfNull(path);
        var format = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".pt" or ".pth" => TorchStateFormat.PyTorch,
            ".safetensors" => TorchStateFormat.Safetensors,
            ".dat" => TorchStateFormat.TorchSharp,
            var other => throw new ArgumentException($"A state file ends in .pt, .pth, .safetensors or .dat, got '{other}'.", nameof(path)),
        };
        AtomicFile.Write(path, stream => Write(stream, state, format));
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="state">The tensors.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="NotSupportedException">A tensor has a type that the format does not have.</exception>
    public static void Write(Stream stream, TorchState state, TorchStateFormat format)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(state);
        switch (format)
        {
            case TorchStateFormat.PyTorch:
                StatePickle.Write(state, stream);
                break;
            case TorchStateFormat.Safetensors:
                WriteSafetensors(state, stream);
                break;
            case TorchStateFormat.TorchSharp:
                TorchSharpFile.Write(state, stream);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "A format is one of the named ones.");
        }
    }

    internal static bool IsSafetensorsName(string path) => Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase);

    // A zip archive begins with PK, an old pickle with 0x80 0x02; the header of a safetensors file with { behind eight bytes of its length. The rest is
    // TorchSharp's, which has no magic.
    internal static TorchStateFormat Detect(Stream stream)
    {
        var start = stream.Position;
        Span<byte> head = stackalloc byte[9];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = start;
        head = head[..read];
        return head.StartsWith("PK\x03\x04"u8) || head.StartsWith<byte>([0x80, 0x02, 0x8A, 0x0A]) ? TorchStateFormat.PyTorch
            : read == 9 && head[8] == '{' ? TorchStateFormat.Safetensors
            : TorchStateFormat.TorchSharp;
    }

    private static TorchState ReadSafetensors(Stream stream, string name)
    {
        SafetensorsFile file;
        try
        {
            file = SafetensorsFile.Read(stream, name);
        }
        catch (InvalidDataException error)
        {
            throw new TorchFileException(error.Message, error);
        }

        var state = new TorchState();
        foreach (var key in file.Names)
        {
            state.Add(key, file.Tensors[key]);
        }

        foreach (var (key, value) in file.Metadata)
        {
            state.Metadata.Add(key, value);
        }

        return state;
    }

    private static void WriteSafetensors(TorchState state, Stream stream)
    {
        var file = new SafetensorsFile();
        foreach (var (name, tensor) in state.Tensors)
        {
            file.Add(name, tensor);
        }

        foreach (var (key, value) in state.Metadata)
        {
            file.Metadata.Add(key, value);
        }

        file.Write(stream);
    }
}
