using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Initializers;

/// <summary>Every initializer that torch.nn.init has, from the same seeds: bit for bit where only the generator and one rounding take part.</summary>
public class InitializerOracleTests
{
    [Fact]
    public void Values_are_those_recorded_from_torch() =>
        OracleFile.Recorded("Initializers/references/initializers.json.gz").AssertAll(Check);

    [Fact]
    public void Values_are_those_of_torch_here() => PythonOracle.Live("initializers.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        if (recorded.Name == "linear")
        {
            CheckDense(recorded);
            return;
        }

        var expected = recorded.Tensor("values");
        var values = new Tensor(expected.Shape);
        Create(recorded).Fill(values, Fans.Of(values.Shape), new TorchGenerator((ulong)recorded.Double("seed")));
        if (recorded.Name is "trunc_normal" or "orthogonal")
        {
            // The inverse error function and the QR decomposition are torch's own, in float32.
            Tolerance.Float32.AssertClose(expected.Span, values.Span, recorded.Name);
        }
        else
        {
            Assert.Equal(expected.ToArray(), values.ToArray());
        }
    }

    // A layer's own defaults: weight, then bias, from one generator.
    private static void CheckDense(OracleCase recorded)
    {
        var weight = recorded.Tensor("values");
        var network = new Sequential(new Dense(weight.Shape[0])) { Generator = new TorchGenerator((ulong)recorded.Double("seed")) };
        network.Build(new Shape(weight.Shape[1]));
        Assert.Equal(weight.ToArray(), network.StateDict()["0.weight"].ToArray());
        Assert.Equal(recorded.Tensor("bias").ToArray(), network.StateDict()["0.bias"].ToArray());
    }

    private static Initializer Create(OracleCase options)
    {
        double Of(string name) => options.Double(name);
        FanMode Mode() => options.String("mode") == "fan_in" ? FanMode.In : FanMode.Out;
        double GainOf(double slope) => options.String("nonlinearity") switch
        {
            "tanh" => Gain.Tanh,
            "relu" => Gain.ReLU,
            "leaky_relu" => Gain.LeakyReLU(slope),
            "selu" => Gain.Selu,
            _ => Gain.Linear,
        };
        return options.Name switch
        {
            "normal" => new RandomNormal(Of("std"), Of("mean")),
            "uniform" => new RandomUniform(options.Float("low"), options.Float("high")),
            "trunc_normal" => new TruncatedNormal(Of("std"), Of("mean"), Of("low"), Of("high")),
            "xavier_uniform" => new GlorotUniform(GainOf(0.01)),
            "xavier_normal" => new GlorotNormal(GainOf(0.01)),
            "kaiming_uniform" => new KaimingUniform(Of("slope"), Mode()),
            "kaiming_normal" => new KaimingNormal(Of("slope"), Mode()),
            "kaiming_uniform_of" => new KaimingUniform(0, Mode(), GainOf(0)),
            "kaiming_normal_of" => new KaimingNormal(0, Mode(), GainOf(0)),
            "orthogonal" => new Orthogonal(Of("gain")),
            var name => throw new ArgumentException($"The recording has an initializer unknown here: {name}."),
        };
    }
}
