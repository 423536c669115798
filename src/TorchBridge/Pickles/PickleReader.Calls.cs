using Interop.Native.Files;

namespace Interop.TorchBridge.Pickles;

internal sealed partial class PickleReader
{
    // ('storage', class, key, device, number of elements), the only objects that PyTorch keeps outside the pickle.
    private PickleStorage Storage(object? identity) =>
        identity is PickleTuple { Items: ["storage", PickleGlobal { Kind: PickleGlobalKind.Storage } type, string key, _, long count, ..] } && count >= 0
            ? new PickleStorage(key, type.Type, count)
            : throw _source.Error("an object outside the pickle should be a storage: ('storage', class, key, device, count)");

    private object? Call(object? function, IReadOnlyList<object?> arguments)
    {
        if (function is not PickleGlobal global)
        {
            throw _source.Error("what is called should be a name");
        }

        return (global.Kind, arguments) switch
        {
            (PickleGlobalKind.OrderedDictionary, []) => new PickleDictionary(),
            (PickleGlobalKind.Size, [PickleTuple extents]) => extents,
            (PickleGlobalKind.RebuildParameter, [PickleTensor data, ..]) => data,
            (PickleGlobalKind.RebuildTensor, [PickleStorage { Type: { } type } storage, long offset, PickleTuple extents, PickleTuple strides, ..]) =>
                Tensor(storage, type, offset, extents, strides),
            (PickleGlobalKind.RebuildTypedTensor, [PickleStorage storage, long offset, PickleTuple extents, PickleTuple strides, _, _, PickleGlobal { Kind: PickleGlobalKind.Type } type, ..]) =>
                Tensor(storage, type.Type!.Value, offset, extents, strides),
            _ => throw _source.Error($"'{global.Name}' is called with arguments that it does not have"),
        };
    }

    private PickleTensor Tensor(PickleStorage storage, ElementType type, long offset, PickleTuple extents, PickleTuple strides) =>
        _tensors.View(storage, type, offset, Numbers(extents), Numbers(strides));

    private List<long> Numbers(PickleTuple tuple)
    {
        const int mostAxes = 64;
        return tuple.Items.Count <= mostAxes && tuple.Items.All(item => item is long)
            ? [.. tuple.Items.Cast<long>()]
            : throw _source.Error($"extents and strides should be up to {mostAxes} whole numbers");
    }
}
