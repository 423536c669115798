using Interop.Native.Activations;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Activations;

/// <summary>The formula of every function that works element by element, over float64.</summary>
public static class ActivationReference
{
    private static readonly Dictionary<string, (Func<ActivationFunction> Create, Func<Var, Var> Formula)> Known = new()
    {
        ["elu"] = (() => new ELU(), x => Where(x, 0, Expm1(x), x)),
        ["elu(0.3)"] = (() => new ELU(0.3f), x => Where(x, 0, 0.3f * Expm1(x), x)),
        ["esp"] = (() => "esp", x => x * Sigmoid(x)),
        ["gelu"] = (() => new GELU(), x => x * NormalDistribution(x)),
        ["gelu(tanh)"] = (() => new GELU(approximate: true), x => 0.5 * x * (1 + Var.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        ["hard_sigmoid"] = (() => new HardSigmoid(), x => Var.Min(Var.Max((x / 6) + 0.5, 0), 1)),
        ["hard_sigmoid(Keras 2)"] = (() => new HardSigmoid(HardSigmoidForm.Keras2), x => Var.Min(Var.Max((0.2f * x) + 0.5, 0), 1)),
        ["hard_swish"] = (() => new HardSwish(), x => x * Var.Min(Var.Max(x + 3, 0), 6) / 6),
        ["hard_tanh"] = (() => new HardTanh(), x => Var.Min(Var.Max(x, -1), 1)),
        ["hard_tanh(-0.5, 2)"] = (() => new HardTanh(-0.5f, 2f), x => Var.Min(Var.Max(x, -0.5), 2)),
        ["leaky_relu"] = (() => new LeakyReLU(), x => Where(x, 0, 0.01f * x, x)),
        ["leaky_relu(0.3)"] = (() => new LeakyReLU(0.3f), x => Where(x, 0, 0.3f * x, x)),
        ["linear"] = (() => new Identity(), x => 1 * x),
        ["relu"] = (() => new ReLU(), x => Var.Max(x, 0)),
        ["relu6"] = (() => new ReLU6(), x => Var.Min(Var.Max(x, 0), 6)),
        ["selu"] = (() => new SELU(), x => 1.0507009873554805 * Where(x, 0, 1.6732632423543772 * Expm1(x), x)),
        ["sigmoid"] = (() => new Sigmoid(), Sigmoid),
        ["silu"] = (() => "silu", x => x * Sigmoid(x)),
        ["softplus"] = (() => new Softplus(), x => Where(x, 20, Log1pExp(x), x)),
        ["softplus(3, 5)"] = (() => new Softplus(3f, 5f), x => Where(3 * x, 5, Log1pExp(3 * x) / 3, x)),
        ["softsign"] = (() => new Softsign(), x => x / (1 + Var.Abs(x))),
        ["swish"] = (() => new Swish(), x => x * Sigmoid(x)),
        ["tanh"] = (() => new Tanh(), Var.Tanh),
    };

    public static IEnumerable<string> Names => Known.Keys;

    public static ActivationFunction Create(string name) => Known[name].Create();

    public static Var Formula(string name, Var x) => Known[name].Formula(x);

    private static Var Where(Var x, double limit, Var below, Var above) => x.Value > limit ? above : below;

    private static Var Expm1(Var x) => x.Apply(ExpMinusOne(x.Value), Math.Exp(x.Value));

    private static Var Sigmoid(Var x)
    {
        var value = 1 / (1 + Math.Exp(-x.Value));
        return x.Apply(value, value * (1 - value));
    }

    private static Var Log1pExp(Var x)
    {
        var tail = Math.Exp(-Math.Abs(x.Value));

        // 1 + tail would lose the digits of a small tail.
        var logarithm = tail > 1e-3 ? Math.Log(1 + tail) : tail * (1 - (tail * ((1.0 / 2) - (tail * ((1.0 / 3) - (tail / 4))))));
        return x.Apply(Math.Max(x.Value, 0) + logarithm, 1 / (1 + Math.Exp(-x.Value)));
    }

    private static Var NormalDistribution(Var x) =>
        x.Apply(0.5 * (1 + Erf(x.Value / Math.Sqrt(2))), Math.Exp(-x.Value * x.Value / 2) / Math.Sqrt(2 * Math.PI));

    // Near 0 the series; the subtraction would lose the digits.
    private static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 0.01)
        {
            return Math.Exp(x) - 1;
        }

        double sum = 0;
        double term = 1;
        for (var k = 1; k < 12; k++)
        {
            term *= x / k;
            sum += term;
        }

        return sum;
    }

    // 2/√π Σ (−1)ᵏ x^(2k+1) / (k! (2k+1)), enough terms for |x| ≤ 4; beyond, the continued fraction of the complement.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 3)
        {
            double fraction = 0;
            for (var k = 60; k > 0; k--)
            {
                fraction = k / 2.0 / (Math.Abs(x) + fraction);
            }

            var complement = Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (Math.Abs(x) + fraction);
            return Math.Sign(x) * (1 - complement);
        }

        var sum = x;
        var power = x;
        for (var k = 1; k < 80; k++)
        {
            power *= -x * x / k;
            sum += power / ((2 * k) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
