using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Initializers;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs the cases of single initializers and of convolutions' initial weights on the engine.</summary>
internal static class NativeFills
{
    /// <summary>The filled tensor.</summary>
    public static NamedTensors Run(FillCase parityCase)
    {
        var values = new Tensor(parityCase.Shape);
        Create(parityCase).Fill(values, Fans.Of(parityCase.Shape), new TorchGenerator(parityCase.Seed));
        return new NamedTensors { { "values", values } };
    }

    /// <summary>Weights and biases by PyTorch's names.</summary>
    public static NamedTensors Run(ConvolutionInitializerCase parityCase)
    {
        var options = parityCase.Options;
        var network = new Sequential { Generator = new TorchGenerator(parityCase.Seed) };
        foreach (var filters in parityCase.Channels.Skip(1))
        {
            network.Add(options.Axes switch
            {
                1 => new Conv1D(filters, options.Kernel, groups: options.Groups, useBias: options.UseBias),
                2 => new Conv2D(filters, options.Kernel, groups: options.Groups, useBias: options.UseBias),
                _ => new Conv3D(filters, options.Kernel, groups: options.Groups, useBias: options.UseBias),
            });
        }

        network.Build(new Shape([parityCase.Channels[0], .. Enumerable.Repeat(16, options.Axes)]));
        return NativeInitializers.State(network, "");
    }

    private static Initializer Create(FillCase parityCase)
    {
        var numbers = parityCase.Numbers;
        var mode = parityCase.FanOut ? FanMode.Out : FanMode.In;
        return parityCase.Kind switch
        {
            FillKind.Constant => new Constant((float)numbers[0]),
            FillKind.Uniform => new RandomUniform((float)numbers[0], (float)numbers[1]),
            FillKind.Normal => new RandomNormal(numbers[1], numbers[0]),
            FillKind.TruncatedNormal => new TruncatedNormal(numbers[1], numbers[0], numbers[2], numbers[3]),
            FillKind.XavierUniform => new GlorotUniform(numbers[0]),
            FillKind.XavierNormal => new GlorotNormal(numbers[0]),
            FillKind.KaimingUniform => new KaimingUniform(numbers[0], mode),
            FillKind.KaimingNormal => new KaimingNormal(numbers[0], mode),
            FillKind.LecunUniform => new LecunUniform(),
            FillKind.LecunNormal => new LecunNormal(),
            _ => new Orthogonal(numbers[0]),
        };
    }
}
