using Interop.Native.Activations;
using Interop.Native.Kernels.Simd;
using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Activations;

/// <summary>What every activation function goes through.</summary>
public sealed class ActivationTests
{
    private static readonly AxisView Anywhere = new(1, 1, 1);

    public static TheoryData<string> Names => [.. ActivationReference.Names];

    [Fact]
    public void Every_registered_name_is_tested_here()
    {
        string[] alongAnAxis = ["softmax", "log_softmax"];
        Assert.Empty(ActivationNames.All.Except(ActivationReference.Names).Except(alongAnAxis));
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => ActivationNames.Find("rely"));
        Assert.Contains("There is no activation 'rely'; known are elu,", error.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_formula(string name)
    {
        float[] x = [.. Grid()];
        var y = new float[x.Length];
        ActivationReference.Create(name).Forward(x, y, Anywhere);
        double[] expected = [.. x.Select(value => ActivationReference.Formula(name, new Tape().Variable(value)).Value)];

        // GELU's factor 1 + erf cancels far below zero, in every implementation: its error is relative to x. And where βx is rounded
        // before the exponential, the error grows with βx. Without fused multiply-add 0.2x is rounded before ½ cancels most of it.
        var cancels = name.StartsWith("gelu", StringComparison.Ordinal) || name == "softplus(3, 5)"
            || (name == "hard_sigmoid(Keras 2)" && SimdDispatch.Level == SimdLevel.Vector128);
        var tolerance = cancels ? Tolerance.Float32 : Tolerance.Rounding;
        tolerance.AssertClose(expected, y, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_the_formula(string name) =>
        LayerCheck.Run(
            new Activation(ActivationReference.Create(name)),
            [new Shape(3, 7)],
            5,
            (x, _, _) => [.. x[0].Select(value => ActivationReference.Formula(name, value))],
            draw: (random, tensor) => random.FillUniform(tensor.Span, -8f, 8f));

    [Theory]
    [MemberData(nameof(Names))]
    public void Saturated_inputs_give_finite_values_and_slopes(string name)
    {
        float[] x = [-1e4f, 1e4f, -100f, 100f, -88.8f, 88.8f, 0f, -0f, float.MaxValue, float.MinValue];
        var y = new float[x.Length];
        var function = ActivationReference.Create(name);
        function.Forward(x, y, Anywhere);
        Assert.All(y[..8], value => Assert.True(float.IsFinite(value)));
        var slopes = new float[x.Length];
        float[] ones = [.. x.Select(_ => 1f)];
        function.Backward(x, y, ones, slopes, Anywhere);
        Assert.All(slopes[..8], value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_stays_NaN(string name)
    {
        float[] x = [1f, float.NaN, -1f];
        ActivationReference.Create(name).Forward(x, x, Anywhere);
        Assert.Equal([false, true, false], x.Select(float.IsNaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_place_gives_the_same_bits(string name)
    {
        float[] x = [.. Grid()];
        var apart = new float[x.Length];
        var function = ActivationReference.Create(name);
        function.Forward(x, apart, Anywhere);
        function.Forward(x, x, Anywhere);
        Assert.Equal(apart, x);
    }

    [Fact]
    public void Softplus_needs_a_positive_beta() => Assert.Throws<ArgumentOutOfRangeException>(() => new Softplus(0f));

    // Dense around zero and the kinks, wide enough to saturate; a length that fills no whole number of vectors.
    private static IEnumerable<float> Grid()
    {
        for (var i = -40_003; i <= 40_004; i++)
        {
            yield return i * 1e-3f;
        }

        for (var exponent = -40f; exponent < 4; exponent += 0.37f)
        {
            yield return MathF.Pow(10, exponent);
            yield return -MathF.Pow(10, exponent);
        }
    }
}
