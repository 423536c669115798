using Interop.Native.Files;

namespace Interop.MLNetExtensions;

/// <summary>How networks with components of your own are written into saved pipelines and read back.</summary>
public static class SavedNetworks
{
    private static ComponentRegistry _components = new();

    /// <summary>
    /// The components that networks are made of; the engine's own unless set. ML.NET's Load takes no arguments, so this holds for the whole
    /// process: set it at its start, before a model is saved, loaded or trained further.
    /// </summary>
    public static ComponentRegistry Components
    {
        get => _components;
        set => _components = value ?? throw new ArgumentNullException(nameof(value));
    }
}
