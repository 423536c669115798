using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>Batch normalization against PyTorch's BatchNorm1d, 2d and 3d: <c>tests/oracles/batchnorm.py</c>.</summary>
public sealed class BatchNormalizationOracleTests
{
    [Fact]
    public void Recorded_results_agree() => OracleFile.Recorded("Layers/references/batchnorm.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_agree() => PythonOracle.Live("batchnorm.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        foreach (var channelsLast in new[] { false, true })
        {
            Check(recorded, channelsLast);
        }
    }

    private static void Check(OracleCase recorded, bool channelsLast)
    {
        bool affine = recorded.Bool("affine"), track = recorded.Bool("track");
        var layer = new BatchNormalization(
            recorded.Has("momentum") ? recorded.Double("momentum") : null,
            recorded.Double("epsilon"),
            center: affine,
            scale: affine,
            trackRunningStatistics: track,
            cumulativeAverage: !recorded.Has("momentum"));
        var given = new Dictionary<string, Tensor>();
        if (affine)
        {
            given.Add("weight", recorded.Tensor("weight"));
            given.Add("bias", recorded.Tensor("bias"));
        }

        if (track)
        {
            given.Add("running_mean", recorded.Tensor("mean_before"));
            given.Add("running_var", recorded.Tensor("var_before"));
        }

        var x = recorded.Tensor("x");
        var probe = new LayerProbe(layer, [x], given, recorded.Tensor("dy"), channelsLast);
        Tolerance.Accumulation.AssertClose(recorded.Doubles("y"), probe.Output.Span, "y");
        Tolerance.Gradient.AssertClose(recorded.Doubles("dx"), probe.InputGradients[0].Span, "dx");
        if (affine)
        {
            Tolerance.Accumulation.AssertClose(recorded.Doubles("dweight"), probe.Gradient("weight").Span, "dweight");
            Tolerance.Accumulation.AssertClose(recorded.Doubles("dbias"), probe.Gradient("bias").Span, "dbias");
        }

        if (track)
        {
            Tolerance.Accumulation.AssertClose(recorded.Doubles("mean_after"), probe.Parameter("running_mean").Read().Span, "running mean");
            Tolerance.Accumulation.AssertClose(recorded.Doubles("var_after"), probe.Parameter("running_var").Read().Span, "running variance");
        }

        Tolerance.Accumulation.AssertClose(recorded.Doubles("y_eval"), probe.Network.Predict(x).Span, "y at inference");
    }
}
