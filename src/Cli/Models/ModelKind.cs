namespace Interop.Cli.Models;

/// <summary>What kind of file holds a model or its weights.</summary>
internal enum ModelKind
{
    /// <summary>A model file: network and weights, in the safetensors format. Also weights alone.</summary>
    Safetensors,

    /// <summary>An ONNX model.</summary>
    Onnx,

    /// <summary>A state file of PyTorch.</summary>
    PyTorch,

    /// <summary>A state file of TorchSharp.</summary>
    TorchSharp,
}
