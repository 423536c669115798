using System.Globalization;
using System.Text.RegularExpressions;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Optimizers;

namespace Interop.Native.Tests.Documentation;

/// <summary>The numbers of docs/conventions.md, section by section in the order of the page, as the engine computes them.</summary>
public partial class ConventionPageTests
{
    /// <summary>D2's example matrix, row by row.</summary>
    private static readonly float[] Example = [0.1f, 0.5f, -0.3f, -0.2f, 0.4f, 0.2f, -0.1f, 0.3f, 0.3f];

    [Fact]
    public void Optimizers() => AssertNumbers(
        "Optimizers",
        [
            .. Steps(new SGD(0.1f, 0.9, convention: MomentumConvention.PyTorch)),
            .. Steps(new SGD(0.1f, 0.9, convention: MomentumConvention.Lecture)),
            .. Steps(new SGD(0.1f, 0.9, convention: MomentumConvention.Keras)),
            .. Steps(new SGD(0.1f, 0.9, convention: MomentumConvention.PyTorch), 0.01f),
            .. Steps(new SGD(0.1f, 0.9, convention: MomentumConvention.Keras), 0.01f),
            .. Steps(new Adagrad(0.1f, epsilon: 0.25, epsilonPlacement: EpsilonPlacement.OutsideRoot)),
            .. Steps(new Adagrad(0.1f, epsilon: 0.25, epsilonPlacement: EpsilonPlacement.InsideRoot)),
            .. Steps(new RMSprop(0.1f, 0.9, 0.25, epsilonPlacement: EpsilonPlacement.OutsideRoot)),
            .. Steps(new RMSprop(0.1f, 0.9, 0.25, epsilonPlacement: EpsilonPlacement.InsideRoot)),
            .. Steps(new Adam(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: EpsilonPlacement.OutsideRoot, biasCorrection: BiasCorrection.PerStep)),
            .. Steps(new Adam(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: EpsilonPlacement.BeforeBiasCorrection, biasCorrection: BiasCorrection.PerStep)),
            .. Steps(new Adam(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: EpsilonPlacement.InsideRoot, biasCorrection: BiasCorrection.Constant)),
            .. Steps(new Adamax(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: AdamaxEpsilon.WithGradient)),
            .. Steps(new Adamax(0.1f, 0.9, 0.8, 0.25, epsilonPlacement: AdamaxEpsilon.WithDivisor)),
            .. Steps(new RMSprop(0.1f, 0.9, 0.25, momentum: 0.5, epsilonPlacement: EpsilonPlacement.InsideRoot, convention: MomentumConvention.PyTorch), 0.01f),
            .. Steps(new RMSprop(0.1f, 0.9, 0.25, momentum: 0.5, epsilonPlacement: EpsilonPlacement.InsideRoot, convention: MomentumConvention.Keras), 0.01f),
        ]);

    [Fact]
    public void Penalties() => AssertNumbers(
        "Penalties",
        [
            .. Penalty(new L2(0.1, PenaltyScale.Sum)),
            .. Penalty(new L2(0.1, PenaltyScale.Half)),
            .. Penalty(new L2(0.1, PenaltyScale.PerSample)),
            .. Penalty(new L2(0.1, PenaltyScale.HalfPerSample)),
            .. Penalty(new L1(0.1, PenaltyScale.Sum)),
            .. Penalty(new L1(0.1, PenaltyScale.PerSample)),
        ]);

    [Fact]
    public void First_values()
    {
        var fans = new Fans(2, 3);
        AssertNumbers(
            "First values",
            [
                Math.Sqrt(3) * new KaimingUniform().Deviation(fans),
                Math.Sqrt(3) * new GlorotUniform().Deviation(fans),
                new GlorotNormal().Deviation(fans),
                new GlorotNormal(convention: GlorotConvention.Lecture).Deviation(fans),
                new KaimingNormal().Deviation(fans),
                new LecunNormal().Deviation(fans),
            ]);
    }

    [Fact]
    public void Constants()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "conventions.md")).ReplaceLineEndings("\n");
        var begin = page.IndexOf("The constants differ too:", StringComparison.Ordinal);
        var table = page[begin..page.IndexOf("\n\n", page.IndexOf("|---", begin, StringComparison.Ordinal), StringComparison.Ordinal)];
        string[] expected =
        [
            ConstantsRow("Adadelta", () => new Adadelta(), o => $"η = {Of(o.LearningRate)}, ρ = {Of(o.Smoothing)}, ε = {Of(o.Epsilon)}"),
            ConstantsRow("Adagrad", () => new Adagrad(), o => $"η = {Of(o.LearningRate)}, α₀ = {Of(o.InitialAccumulator)}, ε = {Of(o.Epsilon)}"),
            ConstantsRow("Adam", () => new Adam(), o => $"η = {Of(o.LearningRate)}, ε = {Of(o.Epsilon)}"),
            ConstantsRow("Adamax", () => new Adamax(), o => $"η = {Of(o.LearningRate)}, ε = {Of(o.Epsilon)}"),
            ConstantsRow("AdamW", () => new AdamW(), o => $"λ = {Of(o.WeightDecay)}, ε = {Of(o.Epsilon)}"),
            ConstantsRow("NAdam", () => new NAdam(), o => $"η = {Of(o.LearningRate)}, ε = {Of(o.Epsilon)}, ψ = {Of(o.MomentumDecay)}"),
            $"| RAdam | η = {Of(new RAdam().LearningRate)} | not there |",
            ConstantsRow("RMSprop", () => new RMSprop(), o => $"η = {Of(o.LearningRate)}, ρ = {Of(o.Smoothing)}, ε = {Of(o.Epsilon)}"),
        ];
        Assert.Equal(expected, TorchSharpRemark().Replace(table, "").Split('\n').Where(row => row.Contains('=')));
    }

    private static string ConstantsRow<TOptimizer>(string name, Func<TOptimizer> make, Func<TOptimizer, string> show)
        where TOptimizer : Optimizer
    {
        string Under(Conventions conventions)
        {
            var (optimizer, network) = (make(), new Sequential(new Dense(1)) { Conventions = conventions });
            network.Build(1);
            network.Compile(optimizer, "mse");
            return show(optimizer);
        }

        return $"| {name} | {Under(Conventions.PyTorch)} | {Under(Conventions.Keras)} |";
    }

    // As the page writes it: powers of ten below a thousandth, other numbers in full. Single precision's digits, which hold every constant.
    private static string Of(double? value)
    {
        var number = (float)value!.Value;
        var power = number > 0 && number < 1e-4 ? (int)Math.Round(Math.Log10(number)) : 0;
        return power == 0
            ? number.ToString("0.######", CultureInfo.InvariantCulture)
            : "10⁻" + string.Concat((-power).ToString(CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
    }

    private static double[] Steps(Optimizer optimizer, float? secondRate = null)
    {
        var run = new OptimizerRun(optimizer, [1f]);
        run.Step([2f]);
        double first = run.Values[0];
        optimizer.LearningRate = secondRate ?? optimizer.LearningRate;
        run.Step([-1f]);
        return [first, run.Values[0]];
    }

    private static double[] Penalty(Regularizer regularizer)
    {
        var gradient = new float[Example.Length];
        regularizer.AddGradient(Example, gradient, 50);
        return [regularizer.Penalty(Example, 50), gradient[1]];
    }

    private static void AssertNumbers(string section, double[] expected) =>
        Assert.Equal(expected.Select(value => value.ToString("F6", CultureInfo.InvariantCulture)), Printed(section));

    private static IEnumerable<string> Printed(string section)
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "conventions.md"));
        var begin = page.IndexOf($"## {section}\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"The page has no section '{section}'.");
        var end = page.IndexOf("\n## ", begin, StringComparison.Ordinal);
        return SixDigits().Matches(page[begin..(end < 0 ? page.Length : end)]).Select(match => match.Value);
    }

    // For sums of logarithms in float32, whose sixth digit may differ by one.
    private static void AssertNear(string section, double[] expected) =>
        Tolerance.Float32.AssertClose([.. Printed(section).Select(number => double.Parse(number, CultureInfo.InvariantCulture))], expected, section);

    // What TorchSharp has instead is no number of the engine's; the parity cases hold it.
    [GeneratedRegex(@" \(TorchSharp: [^)]*\)")]
    private static partial Regex TorchSharpRemark();

    [GeneratedRegex(@"\d+\.\d{6}\b")]
    private static partial Regex SixDigits();
}
