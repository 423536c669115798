using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.TorchBridge.Files;

namespace Interop.TorchBridge;

/// <summary>
/// What a state file holds, by its descriptions alone: of a <c>.pt</c> file the archive's directory and the pickle are read, of a <c>.dat</c> file what stands before each
/// tensor, of a <c>.safetensors</c> file the header; never the elements of a tensor, however large the file is.
/// </summary>
/// <param name="Format">The file's format, told by its content.</param>
/// <param name="Tensors">The tensors, in the file's order.</param>
/// <example>
/// <code>
/// foreach (var tensor in TorchContents.Read("resnet18.pth").Tensors)
/// {
///     Console.WriteLine($"{tensor.Name} {tensor.Type} {tensor.Shape}");
/// }
/// </code>
/// </example>
public sealed record TorchContents(TorchStateFormat Format, IReadOnlyList<TorchContents.Entry> Tensors)
{
    /// <summary>Reads what a file holds. Checksums of tensors are not held against them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format; null lets the content tell.</param>
    /// <exception cref="TorchFileException">The descriptions are damaged, or do not fit the file's length.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TorchContents Read(string path, TorchStateFormat? format = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return (format ?? (TorchStateFile.IsSafetensorsName(path) ? TorchStateFormat.Safetensors : TorchStateFile.Detect(stream))) switch
        {
            TorchStateFormat.PyTorch => OfPyTorch(stream, Path.GetFileName(path)),
            TorchStateFormat.Safetensors => OfSafetensors(path),
            TorchStateFormat.TorchSharp => OfTorchSharp(stream, Path.GetFileName(path)),
            var other => throw new ArgumentOutOfRangeException(nameof(format), other, "A format is one of the named ones."),
        };
    }

    /// <summary>Reads what a stream of TorchSharp holds.</summary>
    internal static TorchContents OfTorchSharp(Stream stream, string name) => new(
        TorchStateFormat.TorchSharp, [.. TorchSharpFile.Describe(stream, name).Select(tensor => new Entry("", tensor.Name, tensor.Type, tensor.Shape))]);

    /// <summary>Reads what a stream of PyTorch holds.</summary>
    internal static TorchContents OfPyTorch(Stream stream, string name)
    {
        var file = PyTorchFile.Describe(stream, name);
        return new TorchContents(
            TorchStateFormat.PyTorch,
            [.. file.StateDicts.SelectMany(path => file.TensorsOf(path).Select(item => new Entry(path, item.Name, item.Tensor.Type, item.Tensor.Shape)))]);
    }

    private static TorchContents OfSafetensors(string path)
    {
        try
        {
            return new TorchContents(
                TorchStateFormat.Safetensors, [.. SafetensorsContents.Read(path).Tensors.Select(tensor => new Entry("", tensor.Name, tensor.Type, tensor.Shape))]);
        }
        catch (InvalidDataException error)
        {
            throw new TorchFileException(error.Message, error);
        }
    }

    /// <summary>One tensor.</summary>
    /// <param name="StateDict">The path of its state dict, as in <see cref="PyTorchFile.StateDicts"/>; empty where that is the file's own object.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">The type of its elements.</param>
    /// <param name="Shape">Its shape.</param>
    public sealed record Entry(string StateDict, string Name, ElementType Type, Shape Shape);
}
