using TorchSharp;

namespace Interop.TorchBridge.Live.ToTorchSharp;

/// <summary>A name with others below it: <c>features</c> in <c>features.0.weight</c>. It computes nothing.</summary>
/// <param name="name">The name.</param>
internal sealed class TorchGroup(string name) : torch.nn.Module(name)
{
    /// <summary>Adds a module below a dotted name, with groups between where there are dots.</summary>
    public static void Add(torch.nn.Module parent, Dictionary<string, TorchGroup> groups, string name, torch.nn.Module module)
    {
        var path = "";
        var parts = name.Split('.');
        foreach (var part in parts[..^1])
        {
            path = path.Length == 0 ? part : $"{path}.{part}";
            if (!groups.TryGetValue(path, out var group))
            {
                group = new TorchGroup(part);
                groups.Add(path, group);
                parent.register_module(part, group);
            }

            parent = group;
        }

        parent.register_module(parts[^1], module);
    }
}
