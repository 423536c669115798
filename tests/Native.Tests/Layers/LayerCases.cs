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
        ["Dense"] = new(() => new Dense(5), [6]),
        ["Dense with activation"] = new(() => new Dense(5, activation: "softmax"), [6]),
        ["Dropout"] = new(() => new Dropout(0.4), [new Shape(3, 4)]),
        ["Flatten"] = new(() => new Flatten(), [new Shape(2, 3, 2)]),
    };
}
