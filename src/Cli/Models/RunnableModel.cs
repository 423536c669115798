using Interop.Cli.Inputs;
using Interop.Cli.Output;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge;

namespace Interop.Cli.Models;

/// <summary>A model that can be run: a network from a model file, or an ONNX model in ONNX Runtime.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Description">What it is given and answers; null where its file does not say.</param>
/// <param name="Predict">Its outputs for a batch as the network was trained on.</param>
/// <param name="Network">The network; null for an ONNX model.</param>
internal sealed record RunnableModel(string Path, InputDescription? Description, Func<Tensor, Tensor> Predict, Network? Network)
{
    /// <summary>Reads a model.</summary>
    /// <param name="path">A model file or an ONNX model.</param>
    /// <param name="threads">The number of threads; null for the default.</param>
    /// <exception cref="CommandException">The file holds weights without a network.</exception>
    public static RunnableModel Load(string path, int? threads = null)
    {
        ModelPath.MustExist(path);
        switch (ModelPath.KindOf(path))
        {
            case ModelKind.Safetensors:
                var (network, description) = ModelStore.Load(path);
                if (threads is { } count)
                {
                    network.Threads = count;
                }

                return new RunnableModel(path, description, batch => network.Predict(batch), network);
            case ModelKind.Onnx:
                return OfOnnx(path, threads);
            default:
                throw new CommandException(
                    ExitCode.BadInput,
                    $"'{path}' holds weights, but not the network they belong to.",
                    $"Put them into a model of the same layers: interop import {ShellWord.Of(path)} new.safetensors --into model.safetensors.");
        }
    }

    /// <summary>What it is given and answers.</summary>
    /// <exception cref="CommandException">The file does not say.</exception>
    public InputDescription RequireDescription() => Description ?? throw new CommandException(
        ExitCode.BadInput,
        $"'{Path}' does not say which columns or images it was trained on, so data cannot be brought to it.",
        "Models of 'interop train' and their exports say it.");

    private static RunnableModel OfOnnx(string path, int? threads)
    {
        var model = OnnxModel.Load(path, threads ?? 0);
        var (description, isInside) = DeployedNetwork.Read(model, path);
        return new RunnableModel(path, description, batch => Run(model, batch, isInside ? description : null), null);
    }

    // A model that standardizes by itself is given back what was standardized before, so that every caller can treat all models alike.
    private static Tensor Run(OnnxModel model, Tensor batch, InputDescription? inside)
    {
        if (inside?.Table is not { } table)
        {
            return model.Predict(batch);
        }

        var raw = batch.Clone();
        table.Restore(raw.Span);
        var output = model.Predict(raw);
        if (inside.Task == TaskKind.Regression)
        {
            foreach (ref var value in output.Span)
            {
                value = (value - inside.LabelShift) / inside.LabelScale;
            }
        }

        return output;
    }
}
