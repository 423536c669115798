using System.Text;
using Interop.Native.Files;
using Interop.TorchBridge.Archives;
using Interop.TorchBridge.Pickles;

namespace Interop.TorchBridge;

/// <summary>
/// A <c>.pt</c> or <c>.pth</c> file of PyTorch 1.6 and later: a state dict, or a checkpoint with state dicts, an optimizer's state and numbers under
/// keys. Its pickle is read by a reader that runs nothing; what a state dict does not need is refused with its name.
/// </summary>
/// <example>
/// <code>
/// var file = PyTorchFile.Read("checkpoint.pth");
/// network.LoadTorchState(file.StateDict("model"));
/// var epoch = (int)file.Number("epoch")!;
/// </code>
/// </example>
/// <remarks>
/// Paths name dictionaries within dictionaries, joined by slashes: <c>"state/model"</c>; the empty path is the file's own object. Source: PyTorch
/// 1.13, <c>torch/serialization.py</c>.
/// </remarks>
public sealed class PyTorchFile
{
    private const int DeepestPath = 8;
    private readonly object? _root;
    private readonly string _name;

    private PyTorchFile(object? root, string name)
    {
        _root = root;
        _name = name;
    }

    /// <summary>The paths of the state dicts in the file, outermost first: of all dictionaries with a tensor and texts for keys.</summary>
    public IReadOnlyList<string> StateDicts
    {
        get
        {
            var paths = new List<string>();
            Walk(_root, "", 0, [], paths);
            return paths;
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verifyChecksums">
    /// Whether each entry is held against its checksum; false for files written after <c>torch.serialization.set_crc32_options(False)</c>.
    /// </param>
    /// <exception cref="TorchFileException">The file is damaged, or holds what is not read.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static PyTorchFile Read(string path, bool verifyChecksums = true)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, Path.GetFileName(path), verifyChecksums);
    }

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">A stream that knows its length and can seek.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="verifyChecksums">Whether each entry is held against its checksum.</param>
    /// <exception cref="TorchFileException">The content is damaged, or holds what is not read.</exception>
    public static PyTorchFile Read(Stream stream, string name, bool verifyChecksums = true)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, name, verifyChecksums, readsValues: true);
    }

    /// <summary>The only state dict of the file.</summary>
    /// <exception cref="TorchFileException">There is none, or there are several; the message lists their paths.</exception>
    public TorchState StateDict()
    {
        var paths = StateDicts;
        var outermost = paths.Where(path => !paths.Any(other => other != path && (other.Length == 0 || path.StartsWith(other + "/", StringComparison.Ordinal)))).ToArray();
        return outermost.Length == 1
            ? StateDict(outermost[0])
            : throw new TorchFileException($"{_name}: the file has {outermost.Length} state dicts, under {Listing.Of(outermost)}; name one.");
    }

    /// <summary>The state dict under a path. Values that are no tensors are left out.</summary>
    /// <param name="path">The path, such as <c>"model"</c>; empty for the file's own object.</param>
    /// <exception cref="TorchFileException">There is no dictionary with tensors.</exception>
    public TorchState StateDict(string path)
    {
        var state = new TorchState();
        if (Find(path) is PickleDictionary dictionary)
        {
            foreach (var (key, value) in dictionary.Items)
            {
                if (key.Text is { } text && value is PickleTensor { Values: { } tensor })
                {
                    state.Add(text, tensor);
                }
            }
        }

        return state.Names.Count > 0
            ? state
            : throw new TorchFileException($"{_name}: there is no state dict under {Listing.Quote(path)}; there are some under {Listing.Of(StateDicts)}.");
    }

    /// <summary>A number under a path, such as <c>"epoch"</c>; null where there is none.</summary>
    /// <param name="path">The path.</param>
    public double? Number(string path) => Find(path) switch
    {
        long number => number,
        double number => number,
        bool truth => truth ? 1 : 0,
        PickleTensor { Values: { Shape.Size: 1 } tensor } => tensor.ToDoubles()[0],
        _ => null,
    };

    /// <summary>A text under a path, such as <c>"arch"</c>; null where there is none.</summary>
    /// <param name="path">The path.</param>
    public string? Text(string path) => Find(path) as string;

    /// <summary>What the file holds, without the elements of its tensors, which have no values then.</summary>
    internal static PyTorchFile Describe(Stream stream, string name) => Read(stream, name, verifyChecksums: true, readsValues: false);

    /// <summary>The tensors of the state dict under a path.</summary>
    internal IEnumerable<(string Name, PickleTensor Tensor)> TensorsOf(string path) =>
        from item in (Find(path) as PickleDictionary)?.Items ?? []
        where item.Key.Text is not null && item.Value is PickleTensor
        select (item.Key.Text, (PickleTensor)item.Value!);

    private static PyTorchFile Read(Stream stream, string name, bool verifyChecksums, bool readsValues)
    {
        var start = stream.Position;
        var length = stream.Length - start;
        Span<byte> magic = stackalloc byte[4];
        var read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Position = start;
        if (read < magic.Length || !magic.SequenceEqual("PK\x03\x04"u8))
        {
            throw new TorchFileException(read > 0 && magic[0] == 0x80
                ? $"{name}: this is PyTorch's format from before version 1.6, a bare pickle; save it again with a later version."
                : $"{name}: a .pt file is a zip archive and begins with 'PK', which this does not.");
        }

        var archive = new ZipReader(stream, name, verifyChecksums);
        var pickle = archive.Entries.Values.Where(entry => entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal)).ToArray();
        if (pickle.Length != 1)
        {
            throw archive.Error($"the archive should have one data.pkl, it has {pickle.Length}; is it a file of torch.save?");
        }

        var folder = pickle[0].Name[..^"data.pkl".Length];
        if (archive.Entries.ContainsKey($"{folder}constants.pkl"))
        {
            throw archive.Error("this is a TorchScript program, not a state dict; in Python, torch.save(torch.jit.load(path).state_dict(), …) makes one of it");
        }

        if (archive.Entries.TryGetValue($"{folder}byteorder", out var order) && (order.Length > 16 || Encoding.ASCII.GetString(archive.Read(order)).Trim() != "little"))
        {
            throw archive.Error("its numbers are not little-endian; save it on a little-endian machine");
        }

        if (pickle[0].Length > PickleReader.LargestPickle)
        {
            throw archive.Error($"its pickle has {pickle[0].Length} bytes; up to {PickleReader.LargestPickle} are read");
        }

        return new PyTorchFile(PickleReader.Read(archive.Read(pickle[0]), name, new ArchiveTensors(archive, folder, length, readsValues)), name);
    }

    /// <summary>The value under a path; null where there is none.</summary>
    internal object? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var value = _root;
        foreach (var key in path.Length == 0 ? [] : path.Split('/'))
        {
            value = (value as PickleDictionary)?[key];
        }

        return value;
    }

    // A pickle may refer to itself: each dictionary is visited once.
    private static void Walk(object? value, string path, int depth, HashSet<object> visited, List<string> paths)
    {
        if (value is not PickleDictionary dictionary || depth > DeepestPath || !visited.Add(dictionary))
        {
            return;
        }

        if (dictionary.Items.Any(item => item.Key.Text is not null && item.Value is PickleTensor))
        {
            paths.Add(path);
        }

        foreach (var (key, inner) in dictionary.Items)
        {
            if (key.Text is { } text && !text.Contains('/', StringComparison.Ordinal))
            {
                Walk(inner, path.Length == 0 ? text : $"{path}/{text}", depth + 1, visited, paths);
            }
        }
    }
}
