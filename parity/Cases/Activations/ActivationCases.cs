using static Interop.Parity.Cases.Activations.ActivationRange;

namespace Interop.Parity.Cases.Activations;

/// <summary>Every activation function near 0, far from it and at its marks; those along an axis along several.</summary>
internal static class ActivationCases
{
    private static readonly (string Function, double? Option)[] Elementwise =
    [
        ("relu", null), ("relu6", null), ("leaky_relu", null), ("leaky_relu", 0.2), ("elu", null), ("elu", 0.5), ("selu", null),
        ("sigmoid", null), ("hardsigmoid", null), ("hardtanh", null), ("hardtanh", 3), ("tanh", null), ("softsign", null),
        ("silu", null), ("hardswish", null), ("gelu", null), ("gelu_tanh", null), ("softplus", null), ("softplus", 3), ("identity", null),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All() => Cases().Select(ParityCase (parityCase, i) => parityCase with { Seed = 2000 + (ulong)i });

    private static IEnumerable<ActivationCase> Cases()
    {
        foreach (var (function, option) in Elementwise)
        {
            yield return new ActivationCase(function, option, [6, 37], Near);
            yield return new ActivationCase(function, option, [3, 37], Wide);
            yield return new ActivationCase(function, option, [2, 26], Marks);
        }

        foreach (var function in (string[])["softmax", "log_softmax"])
        {
            yield return new ActivationCase(function, -1, [6, 10], Near);
            yield return new ActivationCase(function, -1, [4, 37], Wide);
            yield return new ActivationCase(function, -1, [1, 300], Wide);
            yield return new ActivationCase(function, -1, [6, 9], Marks);
            yield return new ActivationCase(function, 1, [2, 5, 7], Near);
            yield return new ActivationCase(function, 2, [2, 5, 7], Near);
            yield return new ActivationCase(function, 1, [2, 3, 4, 5], Near);
        }
    }
}
