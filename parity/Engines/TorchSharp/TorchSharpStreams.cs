using Interop.Parity.Cases;
using Interop.Parity.Cases.Random;
using TorchSharp;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs random-number cases on TorchSharp.</summary>
internal static class TorchSharpStreams
{
    /// <summary>Each filling.</summary>
    public static NamedTensors Run(StreamCase parityCase)
    {
        var outputs = new NamedTensors();
        for (var filling = 0; filling < parityCase.Sizes.Count; filling++)
        {
            long size = parityCase.Sizes[filling];
            outputs.Add($"filling.{filling}", parityCase.KindOf(filling) switch
            {
                StreamKind.Uniform => torch.rand(size),
                StreamKind.Normal => torch.randn(size),
                _ => torch.randperm(size),
            });
        }

        return outputs;
    }
}
