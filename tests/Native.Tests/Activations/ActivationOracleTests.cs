using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Activations;

/// <summary>Activation functions against PyTorch: <c>tests/oracles/activations.py</c>.</summary>
public sealed class ActivationOracleTests
{
    [Fact]
    public void Recorded_results_agree() => OracleFile.Recorded("Activations/references/activations.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_agree() => PythonOracle.Live("activations.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        foreach (var channelsLast in new[] { false, true })
        {
            var probe = new LayerProbe(
                new Activation(Function(recorded)), [recorded.Tensor("x")], null, recorded.Tensor("dy"), channelsLast);
            Tolerance.Float32.AssertClose(recorded.Doubles("y"), probe.Output.Span, "y");
            Tolerance.Float32.AssertClose(recorded.Doubles("dx"), probe.InputGradients[0].Span, "dx");
        }
    }

    private static ActivationFunction Function(OracleCase recorded) => recorded.Name switch
    {
        "elu" => new ELU(recorded.Float("alpha")),
        "gelu" => new GELU(recorded.Bool("tanh")),
        "hard_tanh" => new HardTanh(recorded.Float("lower"), recorded.Float("upper")),
        "leaky_relu" => new LeakyReLU(recorded.Float("slope")),
        "log_softmax" => new LogSoftmax(recorded.Int("axis")),
        "softmax" => new Softmax(recorded.Int("axis")),
        "softplus" => new Softplus(recorded.Float("beta"), recorded.Float("threshold")),
        var name => ActivationNames.Find(name),
    };
}
