using Interop.Native.Files;
using Interop.TorchBridge.Files;

namespace Interop.TorchBridge.Pickles;

/// <summary>
/// One of the few names outside itself that a state file may refer to. They are looked up in this table and stand for what the reader does itself:
/// nothing is loaded, and nothing is called, by a name.
/// </summary>
/// <param name="Name">The module and the name in it.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Type">The type of elements, for storages and types.</param>
internal sealed record PickleGlobal(string Name, PickleGlobalKind Kind, ElementType? Type = null)
{
    private static readonly Dictionary<string, PickleGlobal> Allowed = Table().ToDictionary(global => global.Name);

    /// <summary>The name's meaning, or null where a state file may not refer to it.</summary>
    public static PickleGlobal? Find(string name) => Allowed.GetValueOrDefault(name);

    private static IEnumerable<PickleGlobal> Table() =>
    [
        new("collections.OrderedDict", PickleGlobalKind.OrderedDictionary),
        new("torch.Size", PickleGlobalKind.Size),
        new("torch._utils._rebuild_parameter", PickleGlobalKind.RebuildParameter),
        new("torch._utils._rebuild_tensor", PickleGlobalKind.RebuildTensor),
        new("torch._utils._rebuild_tensor_v2", PickleGlobalKind.RebuildTensor),
        new("torch._utils._rebuild_tensor_v3", PickleGlobalKind.RebuildTypedTensor),
        new("torch.storage.UntypedStorage", PickleGlobalKind.Storage),
        .. TorchTypes.Storages.Select(pair => new PickleGlobal($"torch.{pair.Key}", PickleGlobalKind.Storage, pair.Value)),
        .. TorchTypes.Names.Select(pair => new PickleGlobal($"torch.{pair.Key}", PickleGlobalKind.Type, pair.Value)),
    ];
}
