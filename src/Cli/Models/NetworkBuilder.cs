using Interop.Cli.Inputs;
using Interop.Native.Activations;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Cli.Models;

/// <summary>Makes a network of convolutions and fully connected layers from a few numbers.</summary>
internal static class NetworkBuilder
{
    private static readonly int[] TableHidden = [64, 32];
    private static readonly int[] ImageHidden = [64];
    private static readonly int[] ImageConvolutions = [16, 32];

    /// <summary>Makes a network that fits what it is given and is to answer; it is not built yet.</summary>
    /// <param name="settings">The numbers.</param>
    /// <param name="description">Inputs and outputs.</param>
    /// <param name="notes">Takes what was chosen without being said.</param>
    /// <exception cref="InvalidDataException">The description in JSON is damaged.</exception>
    public static Network Create(NetworkSettings settings, InputDescription description, List<string> notes)
    {
        if (settings.File is { } file)
        {
            return FromFile(file);
        }

        var isImage = description.Images is not null;
        var isOpen = settings.Hidden is null && settings.Convolutions is null;
        var hidden = settings.Hidden ?? (isOpen ? (isImage ? ImageHidden : TableHidden) : []);
        var convolutions = settings.Convolutions ?? (isOpen && isImage && Fits(description.InputShape) ? ImageConvolutions : []);
        if (isOpen)
        {
            notes.Add($"No network was described, so it has {Describe(convolutions, hidden)}; choose with --hidden{(isImage ? " and --conv" : "")}.");
        }

        var network = new Sequential();
        foreach (var filters in convolutions)
        {
            var same = Padding.Same;
            AddHidden(network, settings, isConvolution: true, useBias => new Conv2D(
                filters, settings.Kernel, padding: same, useBias: useBias, activation: useBias ? Activation(settings) : null)
            { KernelRegularizer = Penalty(settings) });
        }

        if (isImage)
        {
            network.Add(new Flatten());
        }

        foreach (var units in hidden)
        {
            AddHidden(network, settings, isConvolution: false, useBias => new Dense(
                units, activation: useBias ? Activation(settings) : null, useBias: useBias)
            { KernelRegularizer = Penalty(settings) });
        }

        network.Add(new Dense(description.OutputCount, Last(description)) { KernelRegularizer = Penalty(settings) });
        return network;
    }

    /// <summary>The last activation that fits the task (D1's table); null for none.</summary>
    /// <param name="description">Inputs and outputs.</param>
    public static ActivationFunction? Last(InputDescription description) => description switch
    {
        { Task: TaskKind.Regression } => null,
        { IsBinary: true } => new Sigmoid(),
        _ => new Softmax(),
    };

    private static Network FromFile(string path)
    {
        try
        {
            return NetworkDescription.Read(System.IO.File.ReadAllText(path));
        }
        catch (InvalidDataException error)
        {
            throw new CommandException(ExitCode.BadConfiguration, $"{path}: {error.Message}", "docs/file-format.md describes the format.");
        }
    }

    private static void AddHidden(Sequential network, NetworkSettings settings, bool isConvolution, Func<bool, Layer> create)
    {
        network.Add(create(!settings.BatchNormalization));
        if (settings.BatchNormalization)
        {
            network.Add(new BatchNormalization());
            network.Add(new Activation(Activation(settings)));
        }

        if (isConvolution && settings.Pool > 1)
        {
            network.Add(new MaxPool2D(settings.Pool));
        }

        if (settings.Dropout > 0 && !isConvolution)
        {
            network.Add(new Dropout(settings.Dropout));
        }
    }

    private static ActivationFunction Activation(NetworkSettings settings)
    {
        if (ActivationNames.All.Contains(settings.Activation, StringComparer.OrdinalIgnoreCase))
        {
            return ActivationNames.Find(settings.Activation);
        }

        var nearest = Output.Spelling.Nearest(settings.Activation, ActivationNames.All);
        throw new CommandException(
            ExitCode.Usage,
            $"There is no activation '{settings.Activation}'; known are {string.Join(", ", ActivationNames.All)}.",
            nearest is null ? null : $"Did you mean '{nearest}'?");
    }

    private static L2? Penalty(NetworkSettings settings) => settings.L2 > 0 ? new L2(settings.L2) : null;

    // Two poolings by 2 must leave something.
    private static bool Fits(Shape image) => image[1] >= 8 && image[2] >= 8;

    private static string Describe(IReadOnlyList<int> convolutions, IReadOnlyList<int> hidden) =>
        $"{(convolutions.Count > 0 ? $"convolutions with {string.Join(" and ", convolutions)} filters and " : "")}hidden layers of {string.Join(" and ", hidden)}";
}
