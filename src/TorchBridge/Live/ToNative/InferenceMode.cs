using TorchSharp;

namespace Interop.TorchBridge.Live.ToNative;

/// <summary>Sets a module and its parts to inference, and back to what each was when it is disposed.</summary>
internal sealed class InferenceMode : IDisposable
{
    private readonly List<(torch.nn.Module Part, bool Training)> _modes;

    /// <summary>Sets a module to inference.</summary>
    public InferenceMode(torch.nn.Module module)
    {
        _modes = Modes(module);
        module.eval();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Outermost first: setting a module's mode sets that of all modules in it.
        foreach (var (part, training) in _modes)
        {
            part.train(training);
        }
    }

    private static List<(torch.nn.Module Part, bool Training)> Modes(torch.nn.Module module) =>
        [(module, module.training), .. module.named_children().SelectMany(child => Modes(child.module))];
}
