using Interop.Native.Files;
using Interop.Native.Random;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Random;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs random-number cases on the engine.</summary>
internal static class NativeStreams
{
    /// <summary>Each filling.</summary>
    public static NamedTensors Run(StreamCase parityCase)
    {
        var generator = new TorchGenerator(parityCase.Seed);
        var outputs = new NamedTensors();
        for (var filling = 0; filling < parityCase.Sizes.Count; filling++)
        {
            var size = parityCase.Sizes[filling];
            var name = $"filling.{filling}";
            if (parityCase.KindOf(filling) == StreamKind.Permutation)
            {
                var order = new int[size];
                generator.Permutation(order);
                outputs.Add(name, StoredTensor.From([size], order.Select(value => (long)value).ToArray()));
                continue;
            }

            var values = new float[size];
            if (parityCase.KindOf(filling) == StreamKind.Uniform)
            {
                generator.FillUniform(values, 0, 1);
            }
            else
            {
                generator.FillNormal(values, 0, 1);
            }

            outputs.Add(name, values);
        }

        return outputs;
    }
}
