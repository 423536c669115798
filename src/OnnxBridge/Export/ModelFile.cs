using Google.Protobuf;
using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.OnnxBridge.Verification;

namespace Interop.OnnxBridge.Export;

/// <summary>Writes a network to a file, with its weights in another beside it where they are wanted there or do not fit.</summary>
internal static class ModelFile
{
    // A protobuf message holds less than 2³¹ bytes; nodes and names take their part.
    private const long MostInside = int.MaxValue - (1L << 26);

    /// <summary>Whether a network's weights go into a file of their own.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="options">What is wanted.</param>
    public static bool UsesExternalData(Network network, OnnxExportOptions options) => options.ExternalData == OnnxExternalData.Always || Bytes(network) > MostInside;

    /// <summary>Writes the file whole, its data first, or nothing.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="verify">Whether ONNX Runtime must give what the network gives.</param>
    public static void Write(Network network, string path, OnnxExportOptions options, bool verify)
    {
        var reproduction = $"{path}.mismatch";
        if (!UsesExternalData(network, options))
        {
            var model = Model(network, options, null);
            if (verify)
            {
                new Verifier(network, model, options.Verification).Verify(reproduction);
            }

            AtomicFile.Write(path, stream => model.Message.WriteTo(stream));
            return;
        }

        var target = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(parent))
        {
            throw new DirectoryNotFoundException($"There is no folder '{parent}' to write '{path}' into.");
        }

        // Both are made whole in a folder on the same disk, so that the names change hands only when nothing can go wrong any more.
        var folder = Directory.CreateDirectory(Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp"));
        try
        {
            var draft = Path.Combine(folder.FullName, Path.GetFileName(target));
            WriteBoth(network, draft, options, verify, reproduction);
            File.Move(DataOf(draft), DataOf(target), overwrite: true);
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The model of a network that keeps its weights in itself.</summary>
    /// <exception cref="OnnxExportException">They do not fit, or are wanted elsewhere.</exception>
    public static ExportedModel InMemory(Network network, OnnxExportOptions options) => UsesExternalData(network, options)
        ? throw new OnnxExportException(
            $"The network's {Bytes(network):N0} bytes of weights go into a file beside the model, so it must be exported to a file, not to a stream or memory.")
        : Model(network, options, null);

    private static void WriteBoth(Network network, string draft, OnnxExportOptions options, bool verify, string reproduction)
    {
        ExportedModel model;
        using (var data = new FileStream(DataOf(draft), FileMode.CreateNew))
        {
            model = Model(network, options, new ExternalDataWriter(data, Path.GetFileName(DataOf(draft)))) with { Folder = Path.GetDirectoryName(draft) };
            data.Flush(flushToDisk: true);
        }

        if (verify)
        {
            new Verifier(network, model, options.Verification).Verify(reproduction);
        }

        using var file = new FileStream(draft, FileMode.CreateNew);
        model.Message.WriteTo(file);
        file.Flush(flushToDisk: true);
    }

    private static ExportedModel Model(Network network, OnnxExportOptions options, ExternalDataWriter? data) => NetworkWriter.Write(network, options, data);

    private static string DataOf(string path) => $"{path}.data";

    private static long Bytes(Network network) => network.Layers.Sum(layer => layer.Parameters.Sum(parameter => (long)parameter.Count * sizeof(float)));
}
