namespace Interop.Parity.Cases.Layers;

/// <summary>Every layer of weights, windows, shapes and joins, with each option by itself and some together.</summary>
internal static class LayerCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        LayerCase[] cases = [.. Dense(), .. ConvolutionCases.All(), .. PoolingCases.All(), .. Shapes(), .. Joins(), .. Slopes(), .. Normalizations()];
        return cases.Select((parityCase, i) => parityCase with { Seed = 1000 + (ulong)i });
    }

    private static LayerCase[] Dense() =>
    [
        new("1-1-1", new DenseOptions(1), 1, [[1]]),
        new("7-5-3", new DenseOptions(3), 7, [[5]]),
        new("no-bias", new DenseOptions(9) { UseBias = false }, 4, [[17]]),
        new("wide", new DenseOptions(33), 5, [[130]]),
        new("deep-sum", new DenseOptions(10), 3, [[784]]),
        new("single-row", new DenseOptions(64), 1, [[96]]),
        new("relu", new DenseOptions(19) { Activation = "relu" }, 12, [[23]]),
        new("tanh", new DenseOptions(8) { Activation = "tanh" }, 6, [[11]]),
        new("softmax", new DenseOptions(10) { Activation = "softmax" }, 6, [[11]]),
    ];

    private static LayerCase[] Shapes() =>
    [
        new("3x4x5", new ShapeOptions(ShapeForm.Flatten, default), 2, [[3, 4, 5]]),
        new("6x2", new ShapeOptions(ShapeForm.Flatten, default), 3, [[6, 2]]),
        new("4x6-to-3x8", new ShapeOptions(ShapeForm.Reshape, [3, 8]), 2, [[4, 6]]),
        new("24-to-2x3x4", new ShapeOptions(ShapeForm.Reshape, [2, 3, 4]), 2, [[24]]),
        new("2-1", new ShapeOptions(ShapeForm.Permute, [2, 1]), 2, [[4, 6]]),
        new("3-1-2", new ShapeOptions(ShapeForm.Permute, [3, 1, 2]), 3, [[2, 3, 4]]),
    ];

    private static LayerCase[] Joins() =>
    [
        new("vectors", new JoinOptions(JoinForm.Add), 3, [[17], [17]]),
        new("three-images", new JoinOptions(JoinForm.Add), 2, [[3, 4, 5], [3, 4, 5], [3, 4, 5]]),
        new("images", new JoinOptions(JoinForm.Subtract), 2, [[3, 4, 5], [3, 4, 5]]),
        new("vectors", new JoinOptions(JoinForm.Multiply), 3, [[17], [17]]),
        new("three-vectors", new JoinOptions(JoinForm.Multiply), 3, [[17], [17], [17]]),
        new("three-images", new JoinOptions(JoinForm.Average), 2, [[3, 4, 5], [3, 4, 5], [3, 4, 5]]),
        new("vectors", new JoinOptions(JoinForm.Concatenate), 3, [[17], [4], [1]]),
        new("channels", new JoinOptions(JoinForm.Concatenate), 2, [[3, 4, 5], [2, 4, 5]]),
        new("rows", new JoinOptions(JoinForm.Concatenate) { Axis = 2 }, 2, [[3, 4, 5], [3, 1, 5]]),
    ];

    private static LayerCase[] Slopes() =>
    [
        new("one-slope", new PReLUOptions(PerChannel: false), 4, [[33]]),
        new("features", new PReLUOptions(PerChannel: true), 4, [[33]]),
        new("channels", new PReLUOptions(PerChannel: true), 2, [[3, 4, 5]]),
    ];

    private static LayerCase[] Normalizations() =>
    [
        new("one-pair", new NormalizationOptions([0.1307f], [0.3081f]), 3, [[1, 5, 6]]),
        new("features", new NormalizationOptions([0.5f, -1, 2, 0, 30], [1, 0.25f, 3, 0.01f, 12]), 4, [[5]]),
        new("channels", new NormalizationOptions([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]), 2, [[3, 4, 5]]),
    ];
}
