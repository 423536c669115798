namespace Interop.Parity.Engines;

/// <summary>The libraries that this build can run cases on.</summary>
internal static class LiveEngines
{
    /// <summary>TorchSharp, where the build has it; null otherwise.</summary>
    public static IParityEngine? TorchSharp()
    {
#if HAS_TORCHSHARP
        return new TorchSharp.TorchSharpEngine();
#else
        return null;
#endif
    }
}
