using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.TorchBridge.Files;

namespace Interop.TorchBridge.Tests.Infrastructure;

/// <summary>States with tensors of every type, random bits included.</summary>
internal static class SampleStates
{
    /// <summary>The types that a format has.</summary>
    public static IEnumerable<ElementType> Types(TorchStateFormat format) => Enum.GetValues<ElementType>()
        .Where(type => format == TorchStateFormat.Safetensors || TorchTypes.Number(type) is not null);

    /// <summary>For each type that the format has a matrix of random bits, a scalar and an empty tensor.</summary>
    public static TorchState OfAllTypes(TorchStateFormat format, int seed = 1)
    {
        var random = new Random(seed);
        var state = new TorchState();
        foreach (var type in Types(format))
        {
            foreach (Shape shape in new Shape[] { [3, 5], [], [0, 4], [2, 1, 3] })
            {
                state.Add($"{type} {shape}", Tensor(random, type, shape));
            }
        }

        return state;
    }

    /// <summary>A tensor of random bits; truth values are 0 and 1.</summary>
    public static StoredTensor Tensor(Random random, ElementType type, Shape shape)
    {
        var bytes = new byte[shape.Size * TorchTypes.Size(type)];
        random.NextBytes(bytes);
        for (var i = 0; type == ElementType.Bool && i < bytes.Length; i++)
        {
            bytes[i] &= 1;
        }

        return new StoredTensor(type, shape, bytes);
    }

    /// <summary>The bytes of a state file.</summary>
    public static byte[] Bytes(TorchState state, TorchStateFormat format)
    {
        using var stream = new MemoryStream();
        TorchStateFile.Write(stream, state, format);
        return stream.ToArray();
    }
}
