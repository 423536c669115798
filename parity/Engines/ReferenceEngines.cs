using Interop.Parity.Engines.PyTorch;
using Interop.Parity.Recording;

namespace Interop.Parity.Engines;

/// <summary>The references to compare with that there are on this machine, opened.</summary>
internal sealed class ReferenceEngines : IDisposable
{
    private ReferenceEngines(IReadOnlyList<IParityEngine> engines, IReadOnlyList<string> left)
    {
        Engines = engines;
        LeftOut = left;
    }

    /// <summary>The names of all, in the order of reports.</summary>
    public static IReadOnlyList<string> Names { get; } = ["recorded", "recorded-pytorch", "published", "torchsharp", "pytorch", "onnxruntime"];

    /// <summary>Those that are here.</summary>
    public IReadOnlyList<IParityEngine> Engines { get; }

    /// <summary>Those that are not here, each with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>Opens references.</summary>
    /// <param name="wanted">Their names; none for all that are here.</param>
    /// <param name="folder">Where recorded references lie.</param>
    /// <exception cref="InvalidOperationException">One that was named is not here.</exception>
    public static ReferenceEngines Open(IReadOnlyCollection<string> wanted, string folder)
    {
        var engines = new List<IParityEngine>();
        var left = new List<string>();
        foreach (var name in Names.Where(name => wanted.Count == 0 || wanted.Contains(name)))
        {
            var (engine, whyNone) = Open(name, folder);
            if (engine is not null)
            {
                engines.Add(engine);
            }
            else if (wanted.Count == 0)
            {
                left.Add($"{name}: {whyNone}");
            }
            else
            {
                throw new InvalidOperationException($"This machine has no '{name}' to compare with: {whyNone}");
            }
        }

        return new ReferenceEngines(engines, left);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in Engines.OfType<IDisposable>())
        {
            engine.Dispose();
        }
    }

    private static (IParityEngine? Engine, string WhyNone) Open(string name, string folder) => name switch
    {
        "recorded" => (new RecordedEngine(folder), ""),
        "recorded-pytorch" => (ReferenceFolder.OpenPyTorch(folder), $"'{ReferenceFolder.PyTorchIn(folder)}' is not there"),
        "published" => (new PublishedEngine(), ""),
        "torchsharp" => (LiveEngines.TorchSharp(), Backends.TorchSharp.Summary),
        "pytorch" => (PyTorchEngine.Start(), PyTorchEngine.WhyNone),
        _ => (new OnnxRuntimeEngine(), ""),
    };
}
