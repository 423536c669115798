using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Layers;

/// <summary>One example of each layer, for the tests that every layer goes through. A layer that is not listed here fails a test.</summary>
internal static class LayerCases
{
    /// <summary>The examples, by a name that tells layer and options.</summary>
    public static IReadOnlyDictionary<string, LayerCase> All { get; } = new Dictionary<string, LayerCase>
    {
        ["Activation"] = new(() => new Activation("relu"), [6]),
        ["BatchNormalization"] = new(() => new BatchNormalization(), [6]),
        ["BatchNormalization of images"] = new(() => new BatchNormalization(), [new Shape(3, 4, 2)]),
        ["Conv1D"] = new(() => new Conv1D(4, 3), [new Shape(2, 9)]),
        ["Conv2D"] = new(() => new Conv2D(5, [3, 2], stride: 2, padding: "same", activation: "relu"), [new Shape(3, 7, 6)]),
        ["Conv2D in groups"] = new(() => new Conv2D(6, 3, padding: 1, dilation: 2, groups: 3, useBias: false), [new Shape(3, 8, 7)]),
        ["Conv2D of many channels"] = new(() => new Conv2D(48, 3, padding: 1), [new Shape(32, 9, 10)]),
        ["Conv3D"] = new(() => new Conv3D(4, 2, padding: 1), [new Shape(2, 4, 3, 5)]),
        ["Dense"] = new(() => new Dense(5), [6]),
        ["Dense with activation"] = new(() => new Dense(5, activation: "softmax"), [6]),
        ["Dropout"] = new(() => new Dropout(0.4), [new Shape(3, 4)]),
        ["Flatten"] = new(() => new Flatten(), [new Shape(2, 3, 2)]),
    };
}
