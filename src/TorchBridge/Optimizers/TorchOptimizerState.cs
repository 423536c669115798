using Interop.Native.Optimizers;
using Interop.TorchBridge.Optimizers;

namespace Interop.TorchBridge;

/// <summary>
/// The saved state of an optimizer of PyTorch (<c>optimizer.state_dict()</c>) or TorchSharp (<c>optimizer.save_state_dict</c>): its options, and what
/// it remembered of each parameter. With it a network goes on where the other training stopped.
/// </summary>
/// <example>
/// <code>
/// var file = PyTorchFile.Read("checkpoint.pth");
/// var saved = TorchOptimizerState.Of(file, "optimizer");
/// network.LoadTorchState(file.StateDict("model"));
/// network.Compile(saved.CreateOptimizer("adam"), "mse");
/// network.LoadTorchOptimizer(saved);
/// network.Fit(x, y, epochs: 20, initialEpoch: (int)file.Number("epoch")!);
/// </code>
/// </example>
public sealed class TorchOptimizerState
{
    internal TorchOptimizerState(string? kind, IReadOnlyList<TorchParameterGroup> groups, IReadOnlyList<TorchParameterState> parameters)
    {
        Kind = kind;
        Groups = groups;
        Parameters = parameters;
    }

    /// <summary>
    /// The optimizer's name as <see cref="OptimizerNames"/> has it; null where the file does not tell: PyTorch writes no name, and Adam's state looks like
    /// AdamW's.
    /// </summary>
    public string? Kind { get; }

    /// <summary>The parameter groups.</summary>
    public IReadOnlyList<TorchParameterGroup> Groups { get; }

    /// <summary>What was remembered of each parameter, in the order in which the optimizer was given them: that of <c>model.parameters()</c>.</summary>
    public IReadOnlyList<TorchParameterState> Parameters { get; }

    /// <summary>The optimizer's state in a PyTorch file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The path of the optimizer's dictionary; empty where the file is the optimizer's state alone.</param>
    /// <exception cref="TorchFileException">There is no optimizer's state, or it is not as PyTorch writes it.</exception>
    public static TorchOptimizerState Of(PyTorchFile file, string path = "optimizer")
    {
        ArgumentNullException.ThrowIfNull(file);
        return PyTorchOptimizerReader.Read(file.Find(path), path);
    }

    /// <summary>Reads a file of TorchSharp's <c>optimizer.save_state_dict</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TorchFileException">The file is damaged, or of an optimizer that is not known.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TorchOptimizerState ReadTorchSharp(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return ReadTorchSharp(stream, Path.GetFileName(path));
    }

    /// <summary>Reads what TorchSharp's <c>optimizer.save_state_dict</c> wrote to a stream, from its position to its end.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="TorchFileException">The content is damaged, or of an optimizer that is not known.</exception>
    public static TorchOptimizerState ReadTorchSharp(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return TorchSharpOptimizerReader.Read(stream, name);
    }

    /// <summary>Makes an optimizer with the saved options. Its state is loaded after the network has been compiled with it.</summary>
    /// <param name="kind">Its name, such as <c>"adam"</c>; null where <see cref="Kind"/> tells.</param>
    /// <param name="parameterNames">
    /// The names, in the network, of the saved parameters in their order; needed only where groups differ in learning rate or weight decay.
    /// </param>
    /// <exception cref="TorchStateException">The kind is not told, or the options are none that the engine's optimizer has.</exception>
    public Optimizer CreateOptimizer(string? kind = null, IReadOnlyList<string>? parameterNames = null) =>
        OptimizerFactory.Create(this, kind ?? Kind, parameterNames);
}
