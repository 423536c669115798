namespace Interop.TorchBridge.Pickles;

/// <summary>What a name that a state file may refer to stands for.</summary>
internal enum PickleGlobalKind
{
    /// <summary>A dictionary that keeps its order.</summary>
    OrderedDictionary,

    /// <summary>A tuple of extents.</summary>
    Size,

    /// <summary>A tensor that was a parameter.</summary>
    RebuildParameter,

    /// <summary>A view of a storage that has a type.</summary>
    RebuildTensor,

    /// <summary>A view of a storage of bytes, with a type.</summary>
    RebuildTypedTensor,

    /// <summary>The class of a storage.</summary>
    Storage,

    /// <summary>A type of elements.</summary>
    Type,
}
