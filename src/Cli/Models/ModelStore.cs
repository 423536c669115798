using Interop.Cli.Inputs;
using Interop.Cli.Training;
using Interop.Native.Files;
using Interop.Native.Networks;

namespace Interop.Cli.Models;

/// <summary>Writes and reads model files with the description of their inputs.</summary>
internal static class ModelStore
{
    /// <summary>Writes a model file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="description">What it is given and answers; null where that is not known.</param>
    public static void Save(string path, Network network, InputDescription? description)
    {
        if (network.Metrics.Any(metric => metric is LabelError))
        {
            // Told in the label's unit, which only this program knows: a file that any program is to read does without.
            network.Compile(network.Optimizer!, network.Losses);
        }

        var file = new ModelFile(network);
        if (description is not null)
        {
            file.Metadata[InputDescription.MetadataKey] = description.ToJson();
        }

        file.Save(path);
    }

    /// <summary>Reads a model file.</summary>
    /// <param name="path">The file.</param>
    public static (Network Network, InputDescription? Description) Load(string path)
    {
        var file = ModelFile.Load(path);
        var description = file.Metadata.TryGetValue(InputDescription.MetadataKey, out var json) ? InputDescription.Parse(json, path) : null;
        return (file.Network, description);
    }
}
