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
        ["AvgPool1D"] = new(() => new AvgPool1D(3, stride: 2), [new Shape(3, 8)]),
        ["AvgPool2D"] = new(() => new AvgPool2D(3, stride: 2, padding: "same", countIncludePad: false), [new Shape(2, 5, 8)]),
        ["AvgPool3D"] = new(() => new AvgPool3D(), [new Shape(2, 4, 4, 5)]),
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
        ["GlobalAveragePooling1D"] = new(() => new GlobalAveragePooling1D(), [new Shape(3, 7)]),
        ["GlobalAveragePooling2D"] = new(() => new GlobalAveragePooling2D(), [new Shape(70, 3, 4)]),
        ["GlobalAveragePooling3D"] = new(() => new GlobalAveragePooling3D(), [new Shape(3, 2, 3, 4)]),
        ["GlobalMaxPooling1D"] = new(() => new GlobalMaxPooling1D(), [new Shape(3, 7)]),
        ["GlobalMaxPooling2D"] = new(() => new GlobalMaxPooling2D(), [new Shape(3, 3, 4)]),
        ["GlobalMaxPooling3D"] = new(() => new GlobalMaxPooling3D(), [new Shape(3, 2, 3, 4)]),
        ["MaxPool1D"] = new(() => new MaxPool1D(3, stride: 2, padding: 1), [new Shape(3, 8)]),
        ["MaxPool2D"] = new(() => new MaxPool2D(2), [new Shape(70, 6, 8)]),
        ["MaxPool3D"] = new(() => new MaxPool3D(2, stride: 1, ceilMode: true), [new Shape(2, 4, 4, 5)]),
    };
}
