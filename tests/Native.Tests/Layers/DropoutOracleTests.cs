using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>The dropout family against PyTorch, element by element from the same seed: <c>tests/oracles/dropout.py</c>.</summary>
public sealed class DropoutOracleTests
{
    [Fact]
    public void Recorded_results_agree() => OracleFile.Recorded("Layers/references/dropout.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_agree() => PythonOracle.Live("dropout.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        foreach (var channelsLast in new[] { false, true })
        {
            var generator = new TorchGenerator((ulong)recorded.Int("seed"), BernoulliStream.Mt19937);
            var probe = new LayerProbe(
                Layer(recorded), [recorded.Tensor("x")], null, recorded.Tensor("dy"), channelsLast, generator: generator);
            Tolerance.Float32.AssertClose(recorded.Doubles("y"), probe.Output.Span, "y");
            Tolerance.Float32.AssertClose(recorded.Doubles("dx"), probe.InputGradients[0].Span, "dx");
        }
    }

    private static Layer Layer(OracleCase recorded)
    {
        var rate = recorded.Double("rate");
        return recorded.Name switch
        {
            "alpha_dropout" => new AlphaDropout(rate),
            "dropout" => new Dropout(rate),
            "dropout1d" => new SpatialDropout1D(rate),
            "dropout2d" => new SpatialDropout2D(rate),
            _ => new SpatialDropout3D(rate),
        };
    }
}
