using Interop.Native.Tensors;
using Interop.Parity.Cases.Layers;

namespace Interop.Parity.Cases.Initializers;

/// <summary>
/// Networks of one to five layers, thin and wide, from several seeds; convolutions; and every initializer on tensors below and above 16 elements,
/// where libtorch's normal numbers change their formula.
/// </summary>
internal static class InitializerCases
{
    private static readonly (FillKind Kind, double[] Numbers, bool FanOut)[] Fills =
    [
        (FillKind.Constant, [0.3], false),
        (FillKind.Uniform, [0, 1], false),
        (FillKind.Uniform, [-0.05, 0.05], false),
        (FillKind.Normal, [0, 1], false),
        (FillKind.Normal, [0, 0.01], false),
        (FillKind.Normal, [-1, 0.3], false),
        (FillKind.TruncatedNormal, [0, 1, -2, 2], false),
        (FillKind.TruncatedNormal, [0.1, 0.02, 0.06, 0.12], false),
        (FillKind.XavierUniform, [1], false),
        (FillKind.XavierUniform, [5.0 / 3], false),
        (FillKind.XavierNormal, [1], false),
        (FillKind.XavierNormal, [0.5], false),
        (FillKind.KaimingUniform, [0], false),
        (FillKind.KaimingUniform, [0.2], true),
        (FillKind.KaimingNormal, [0], false),
        (FillKind.KaimingNormal, [0.01], true),
        (FillKind.LecunUniform, [], false),
        (FillKind.LecunNormal, [], false),
        (FillKind.Orthogonal, [1], false),
        (FillKind.Orthogonal, [1.5], false),
    ];

    private static readonly Shape[] Shapes = [[3, 4], [17, 9], [4, 3, 3, 3]];

    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All() =>
    [
        new InitializerCase([3, 2], false) { Seed = 7 },
        new InitializerCase([1, 1], false) { Seed = 0 },
        new InitializerCase([4, 16, 3], false) { Seed = 42 },
        new InitializerCase([5, 9, 9, 9, 9, 2], false) { Seed = 4294967296 + 5 },
        new InitializerCase([64, 128, 64, 10], true) { Seed = 1 },
        new InitializerCase([100, 33, 17, 1], true) { Seed = 123456789 },
        new ConvolutionInitializerCase("conv1d-3-8-8", [3, 8, 8], new ConvolutionOptions(ConvolutionForm.Full, 0, [5])) { Seed = 11 },
        new ConvolutionInitializerCase("conv2d-1-16-8", [1, 16, 8], new ConvolutionOptions(ConvolutionForm.Full, 0, [3, 3])) { Seed = 12 },
        new ConvolutionInitializerCase("conv2d-groups4", [8, 12], new ConvolutionOptions(ConvolutionForm.Full, 0, [3, 2]) { Groups = 4 }) { Seed = 13 },
        new ConvolutionInitializerCase("conv3d-no-bias", [2, 4, 3], new ConvolutionOptions(ConvolutionForm.Full, 0, [2, 3, 2]) { UseBias = false }) { Seed = 14 },
        .. Fills.SelectMany(fill => Shapes.Select(shape => new FillCase(fill.Kind, shape, fill.Numbers, fill.FanOut)))
            .Select((parityCase, i) => parityCase with { Seed = 2147483648 + (ulong)i }),
    ];
}
