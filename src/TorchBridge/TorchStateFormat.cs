namespace Interop.TorchBridge;

/// <summary>The kinds of state files.</summary>
public enum TorchStateFormat
{
    /// <summary>PyTorch's <c>.pt</c> and <c>.pth</c>: a zip archive with a pickle and one entry for each storage.</summary>
    PyTorch,

    /// <summary>Hugging Face's <c>.safetensors</c>: a JSON header and the tensors' bytes.</summary>
    Safetensors,

    /// <summary>TorchSharp's <c>.dat</c>, written by <c>module.save</c>: names, types, shapes and bytes in a row.</summary>
    TorchSharp,
}
