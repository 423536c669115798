using Interop.Native.Regularizers;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Regularizers;

/// <summary>The decks' penalties and their gradients.</summary>
public class RegularizerTests
{
    private const int Samples = 50;

    /// <summary>D2's example matrix, row by row.</summary>
    private static readonly float[] Example = [0.1f, 0.5f, -0.3f, -0.2f, 0.4f, 0.2f, -0.1f, 0.3f, 0.3f];

    private static Dictionary<string, (Regularizer Regularizer, Func<Var[], Var> Formula)> Cases { get; } = new()
    {
        ["D0, Keras: λ Σw²"] = (new L2(0.3), w => 0.3 * Squares(w)),
        ["D1: λ/(2N) Σw²"] = (new L2(0.3, PenaltyScale.HalfPerSample), w => 0.3 / (2 * Samples) * Squares(w)),
        ["D2, D3: λ/2 Σw²"] = (new L2(0.3, PenaltyScale.Half), w => 0.15 * Squares(w)),
        ["D4: λ/n Σw²"] = (new L2(0.3, PenaltyScale.PerSample), w => 0.3 / Samples * Squares(w)),
        ["D0, D2, D3, Keras: λ Σ|w|"] = (new L1(0.3), w => 0.3 * Magnitudes(w)),
        ["D1: λ/N Σ|w|"] = (new L1(0.3, PenaltyScale.PerSample, SignAtZero.PlusOne), w => 0.3 / Samples * Magnitudes(w)),
        ["Keras: λ₁ Σ|w| + λ₂ Σw²"] = (new L1L2(0.3, 0.2), w => (0.3 * Magnitudes(w)) + (0.2 * Squares(w))),
        ["half of both per sample"] = (
            new L1L2(0.3, 0.2, PenaltyScale.HalfPerSample), w => 0.5 / Samples * ((0.3 * Magnitudes(w)) + (0.2 * Squares(w)))),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Fact]
    public void The_example_matrix_of_D2_has_the_norms_2_4_and_0_78()
    {
        // D2 prints 1.2 for the sum of magnitudes of these nine entries; they add up to 2.4.
        Tolerance.Float32.AssertClose(2.4, new L1(1).Penalty(Example, 1), "L1 norm");
        Tolerance.Float32.AssertClose(0.78, new L2(1).Penalty(Example, 1), "squared L2 norm");
        Tolerance.Float32.AssertClose(0.39, new L2(1, PenaltyScale.Half).Penalty(Example, 1), "D2's penalty for λ = 1");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Penalty_and_gradient_follow_the_formula(string name)
    {
        var (regularizer, formula) = Cases[name];
        var tape = new Tape();
        var w = tape.Variables(Example);
        var penalty = formula(w);
        Tolerance.Float32.AssertClose(penalty.Value, regularizer.Penalty(Example, Samples), "penalty");

        var gradient = new float[Example.Length];
        Array.Fill(gradient, 2f);
        regularizer.AddGradient(Example, gradient, Samples, scale: 4f);
        double[] expected = [.. tape.Gradient(penalty, w).Select(slope => 2 + (4 * slope))];
        Tolerance.Float32.AssertClose(expected, gradient, "gradient, added and scaled");
        TapeCheck.AgainstCentralDifferences(formula, [.. Example.Select(value => (double)value)], name);
    }

    [Fact]
    public void The_derivative_of_a_magnitude_at_zero_is_0_or_1_by_convention()
    {
        float[] w = [0f, -0f, 1f, -1f];
        Assert.Equal([0f, 0f, 1f, -1f], Gradient(new L1(1), w));
        Assert.Equal([1f, 1f, 1f, -1f], Gradient(new L1(1, signAtZero: SignAtZero.PlusOne), w));
    }

    [Fact]
    public void A_weight_that_is_not_a_number_shows()
    {
        Assert.True(double.IsNaN(new L1L2(1, 1).Penalty([float.NaN], 1)));
        Assert.True(float.IsNaN(Gradient(new L2(1), [float.NaN])[0]));
    }

    [Fact]
    public void No_weights_have_no_penalty() => Assert.Equal(0, new L1L2(1, 1).Penalty([], 1));

    [Fact]
    public void Names_stand_for_Keras_defaults()
    {
        Assert.Equal(["l1", "l1_l2", "l2"], RegularizerNames.All);
        Regularizer l1 = "l1";
        Regularizer both = "L1_L2";
        Tolerance.Float32.AssertClose(0.024, l1.Penalty(Example, 1), "l1");
        Tolerance.Float32.AssertClose(0.0318, both.Penalty(Example, 1), "l1_l2");
        Assert.Contains("l1_l2", Assert.Throws<ArgumentException>(() => RegularizerNames.Find("l3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strengths_and_sample_counts_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(1, PenaltyScale.PerSample).Penalty([1f], 0));
    }

    private static float[] Gradient(Regularizer regularizer, float[] w)
    {
        var gradient = new float[w.Length];
        regularizer.AddGradient(w, gradient, 1);
        return gradient;
    }

    private static Var Squares(Var[] w) => Var.Sum([.. w.Select(x => x * x)]);

    private static Var Magnitudes(Var[] w) => Var.Sum([.. w.Select(Var.Abs)]);
}
