namespace Interop.Bench.Peers;

/// <summary>What the engine and its peers are called in tables and in <c>goals.json</c>; known whether they are installed or not.</summary>
internal static class PeerNames
{
    /// <summary>The engine with strict numerics.</summary>
    public const string Native = "Native";

    /// <summary>The engine with fast numerics.</summary>
    public const string NativeFast = "Native Fast";

    /// <summary>PyTorch with libtorch's fastest settings.</summary>
    public const string TorchTuned = "libtorch tuned";

    /// <summary>PyTorch as it comes.</summary>
    public const string TorchDefault = "libtorch default";

    /// <summary>ONNX Runtime.</summary>
    public const string OnnxRuntime = "ONNX Runtime";

    /// <summary>The engine in all its numerics.</summary>
    public static IReadOnlyList<string> Contenders { get; } = [Native, NativeFast];

    /// <summary>Whom it is compared with.</summary>
    public static IReadOnlyList<string> Peers { get; } = [TorchTuned, TorchDefault, OnnxRuntime];
}
