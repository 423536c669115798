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
        ["Add"] = new(() => new Add(), [new Shape(2, 3), new Shape(2, 3), new Shape(2, 3)]),
        ["AlphaDropout"] = new(() => new AlphaDropout(0.3), [new Shape(3, 4)]),
        ["Average"] = new(() => new Average(), [7, 7, 7]),
        ["AvgPool1D"] = new(() => new AvgPool1D(3, stride: 2), [new Shape(3, 8)]),
        ["AvgPool2D"] = new(() => new AvgPool2D(3, stride: 2, padding: "same", countIncludePad: false), [new Shape(2, 5, 8)]),
        ["AvgPool3D"] = new(() => new AvgPool3D(), [new Shape(2, 4, 4, 5)]),
        ["BatchNormalization"] = new(() => new BatchNormalization(), [6]),
        ["BatchNormalization along the last axis"] = new(() => new BatchNormalization(axis: -1), [new Shape(3, 4)]),
        ["BatchNormalization of images"] = new(() => new BatchNormalization(), [new Shape(3, 4, 2)]),
        ["BatchNormalization of the lecture"] = new(() => new BatchNormalization(convention: BatchNormalizationConvention.Lecture), [6]),
        ["BatchNormalization without scale and center"] = new(() => new BatchNormalization(scale: false, center: false), [new Shape(17, 2)]),
        ["Concatenate"] = new(() => new Concatenate(), [new Shape(2, 3, 2), new Shape(1, 3, 2), new Shape(4, 3, 2)]),
        ["Concatenate along the last axis"] = new(() => new Concatenate(axis: -1), [new Shape(2, 3), new Shape(2, 1)]),
        ["Conv1D"] = new(() => new Conv1D(4, 3), [new Shape(2, 9)]),
        ["Conv2D"] = new(() => new Conv2D(5, [3, 2], stride: 2, padding: "same", activation: "relu"), [new Shape(3, 7, 6)]),
        ["Conv2D in groups"] = new(() => new Conv2D(6, 3, padding: 1, dilation: 2, groups: 3, useBias: false), [new Shape(3, 8, 7)]),
        ["Conv2D of many channels"] = new(() => new Conv2D(48, 3, padding: 1), [new Shape(32, 9, 10)]),
        ["Conv3D"] = new(() => new Conv3D(4, 2, padding: 1), [new Shape(2, 4, 3, 5)]),
        ["Dense"] = new(() => new Dense(5), [6]),
        ["Dense with activation"] = new(() => new Dense(5, activation: "softmax"), [6]),
        ["DepthwiseConv1D"] = new(() => new DepthwiseConv1D(3, padding: "same"), [new Shape(18, 6)]),
        ["DepthwiseConv2D"] = new(() => new DepthwiseConv2D(3, stride: 2, padding: 1), [new Shape(3, 8, 7)]),
        ["DepthwiseConv2D of many channels"] = new(() => new DepthwiseConv2D(3, padding: 1), [new Shape(70, 9, 8)]),
        ["DepthwiseConv2D with multiplier"] = new(() => new DepthwiseConv2D(2, depthMultiplier: 3), [new Shape(2, 4, 5)]),
        ["DropConnect"] = new(() => new DropConnect(5, 0.4), [6]),
        ["DropConnect, standard form"] = new(() => new DropConnect(5, 0.4, form: DropoutForm.Standard), [6]),
        ["Dropout"] = new(() => new Dropout(0.4), [new Shape(3, 4)]),
        ["Dropout, standard form"] = new(() => new Dropout(0.4, DropoutForm.Standard), [9]),
        ["Flatten"] = new(() => new Flatten(), [new Shape(2, 3, 2)]),
        ["GaussianDropout"] = new(() => new GaussianDropout(0.3), [new Shape(3, 4)]),
        ["GaussianNoise"] = new(() => new GaussianNoise(0.3), [new Shape(3, 4)]),
        ["GlobalAveragePooling1D"] = new(() => new GlobalAveragePooling1D(), [new Shape(3, 7)]),
        ["GlobalAveragePooling2D"] = new(() => new GlobalAveragePooling2D(), [new Shape(70, 3, 4)]),
        ["GlobalAveragePooling3D"] = new(() => new GlobalAveragePooling3D(), [new Shape(3, 2, 3, 4)]),
        ["GlobalMaxPooling1D"] = new(() => new GlobalMaxPooling1D(), [new Shape(3, 7)]),
        ["GlobalMaxPooling2D"] = new(() => new GlobalMaxPooling2D(), [new Shape(3, 3, 4)]),
        ["GlobalMaxPooling3D"] = new(() => new GlobalMaxPooling3D(), [new Shape(3, 2, 3, 4)]),
        ["MaxPool1D"] = new(() => new MaxPool1D(3, stride: 2, padding: 1), [new Shape(3, 8)]),
        ["MaxPool2D"] = new(() => new MaxPool2D(2), [new Shape(70, 6, 8)]),
        ["MaxPool3D"] = new(() => new MaxPool3D(2, stride: 1, ceilMode: true), [new Shape(2, 4, 4, 5)]),
        ["Multiply"] = new(() => new Multiply(), [new Shape(2, 3), new Shape(2, 3), new Shape(2, 3)]),
        ["Normalization"] = new(() => new Normalization([1, 2, 3], [0.5f, 2, 4]), [new Shape(3, 4)]),
        ["Normalization by one pair"] = new(() => new Normalization([128], [64]), [new Shape(3, 4)]),
        ["PReLU"] = new(() => new PReLU(), [new Shape(3, 4)]),
        ["PReLU for each channel"] = new(() => new PReLU(perChannel: true), [new Shape(3, 4)]),
        ["Permute"] = new(() => new Permute(3, 1, 2), [new Shape(2, 3, 4)]),
        ["Reshape"] = new(() => new Reshape(4, -1), [new Shape(2, 6)]),
        ["SeparableConv1D"] = new(() => new SeparableConv1D(4, 3, padding: "same"), [new Shape(3, 6)]),
        ["SeparableConv2D"] = new(() => new SeparableConv2D(4, 3, depthMultiplier: 2, activation: "relu"), [new Shape(3, 6, 5)]),
        ["SpatialDropout1D"] = new(() => new SpatialDropout1D(0.4), [new Shape(3, 4)]),
        ["SpatialDropout2D"] = new(() => new SpatialDropout2D(0.4), [new Shape(3, 4, 2)]),
        ["SpatialDropout2D, standard form"] = new(() => new SpatialDropout2D(0.4, DropoutForm.Standard), [new Shape(3, 4, 2)]),
        ["SpatialDropout3D"] = new(() => new SpatialDropout3D(0.4), [new Shape(3, 2, 2, 2)]),
        ["Subtract"] = new(() => new Subtract(), [new Shape(2, 3), new Shape(2, 3)]),
    };
}
