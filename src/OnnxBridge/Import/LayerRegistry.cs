using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import;

/// <summary>The layers made so far: their names, which nodes share one, and the values their parameters get once they exist.</summary>
/// <param name="constants">The account of memory.</param>
internal sealed class LayerRegistry(ConstantPool constants)
{
    private readonly Dictionary<string, Layer> _shared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Action> _fills = [];

    /// <summary>The account of memory.</summary>
    public ConstantPool Constants => constants;

    /// <summary>A name that no layer has yet: the one asked for, or that with a number behind it.</summary>
    public string NameFor(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_names.Add(name); number++)
        {
            name = $"{wanted}_{number}";
        }

        return name;
    }

    /// <summary>The layer that a weight belongs to: a weight called <c>fc1.weight</c> to a layer called <c>fc1</c>; null where its name does not tell.</summary>
    public static string? NameOf(string weightName, string suffix) =>
        weightName.EndsWith(suffix, StringComparison.Ordinal) && weightName.Length > suffix.Length ? weightName[..^suffix.Length] : null;

    /// <summary>The layer of a key, made at its first use under a name like the one wanted.</summary>
    public TLayer Share<TLayer>(string key, string wanted, Func<string, TLayer> create, Action<TLayer> fill)
        where TLayer : Layer
    {
        if (_shared.TryGetValue(key, out var known) && known is TLayer same)
        {
            return same;
        }

        var layer = create(NameFor(wanted));
        _shared[key] = layer;
        _fills.Add(() =>
        {
            // A layer that no output depends on is no part of the network and was not built.
            if (layer.IsBuilt)
            {
                fill(layer);
            }
        });
        return layer;
    }

    /// <summary>Writes all parameters.</summary>
    public void Fill() => _fills.ForEach(fill => fill());
}
