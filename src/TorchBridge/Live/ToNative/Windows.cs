using Interop.Native.Layers;
using Interop.Native.Tensors;
using TorchSharp;
using Modules = TorchSharp.Modules;

namespace Interop.TorchBridge.Live.ToNative;

/// <summary>TorchSharp's kernels, strides and paddings as the engine's.</summary>
internal static class Windows
{
    /// <summary>One number for each axis.</summary>
    public static Shape Of(long[] numbers) => TorchTensorExtensions.ToShape(numbers);

    /// <summary>One number for each axis, or null for the default.</summary>
    public static Shape? OrDefault(long[]? numbers) => numbers is { Length: > 0 } ? Of(numbers) : null;

    /// <summary>One number.</summary>
    public static Shape Of(long number) => checked((int)number);

    /// <summary>One number, or null for the default.</summary>
    public static Shape? Of(long? number) => number is { } given ? Of(given) : null;

    /// <summary>The output channels of a convolution that the engine has.</summary>
    public static int Filters(Modules.Convolution module) => module.padding_mode == PaddingModes.Zeros
        ? checked((int)module.out_channels)
        : throw new TorchConversionException($"A convolution with padding mode {module.padding_mode} cannot be brought over; the engine pads with zeros.");

    /// <summary>The padding of a convolution.</summary>
    public static Native.Layers.Padding Padding(Modules.Convolution module) => module.padding_type switch
    {
        TorchSharp.Padding.Same => Native.Layers.Padding.Same,
        TorchSharp.Padding.Valid => Native.Layers.Padding.Valid,
        _ => Padding(module.padding),
    };

    /// <summary>The padding of numbers, the same in front and behind.</summary>
    public static Native.Layers.Padding Padding(long[]? numbers) => numbers is null or [] ? default : Native.Layers.Padding.Of(Of(numbers).Extents);

    /// <summary>The window of an adaptive pooling, which the engine has where it divides the image.</summary>
    public static Shape Adaptive(ModuleCall call)
    {
        var (input, output) = (call.Inputs[0], call.Output);
        var window = new int[input.Rank - 1];
        for (var axis = 0; axis < window.Length; axis++)
        {
            window[axis] = input[axis + 1] % output[axis + 1] == 0
                ? input[axis + 1] / output[axis + 1]
                : throw new TorchConversionException(
                    $"Module '{call.Name}' pools {input} adaptively to {output}; that can be brought over where the output's extents divide the input's.");
        }

        return new Shape(window);
    }
}
