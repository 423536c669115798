using System.Text.Json;
using Interop.Bench.Machine;
using Interop.Bench.Peers;
using Interop.Bench.Reports;
using Interop.Bench.Workloads;

namespace Interop.Bench.Tests.Reports;

public sealed class BenchReportTests
{
    private static readonly Selection Selection = new([1], "cnn 32");

    private static readonly BenchResults Results = Sample();

    private static readonly IReadOnlyList<GoalOutcome> Outcomes = new GoalCheck(Results, Selection).Outcomes(
    [
        new(GoalKind.Ratio, "train cnn 32", PeerNames.TorchTuned, PeerNames.Native, 2),
        new(GoalKind.Ratio, "train cnn 32", PeerNames.TorchTuned, PeerNames.NativeFast, 3),
        new(GoalKind.Ratio, "infer cnn 32", PeerNames.OnnxRuntime, PeerNames.Native, 1),
        new(GoalKind.PeakShare, "128", null, PeerNames.Native, 0.9),
    ]);

    [Fact]
    public void Each_engine_has_a_row_with_its_own_times_and_ratios()
    {
        var text = new BenchReport(Results, Outcomes).Markdown();
        Assert.Contains(
            """
            ## Training steps

            | cell         | engine      | threads |    ms | samples/s | % of floor | bytes/call | libtorch tuned, ms |    × |
            | ------------ | ----------- | ------: | ----: | --------: | ---------: | ---------: | -----------------: | ---: |
            | train cnn 32 | Native      |       1 | 8.000 |      4000 |         50 |          0 |              20.00 | 2.50 |
            | train cnn 32 | Native Fast |       1 | 5.000 |      6400 |          – |          0 |              20.00 | 4.00 |

            """,
            text,
            StringComparison.Ordinal);
        Assert.Contains("| infer cnn 32 | Native |       1 | 2.000 |     16000 |        200 |          0 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| cnn     |            140 |              75 |\n", text, StringComparison.Ordinal);
        Assert.Contains("ONNX Runtime is missing: install it\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_goals_stand_below_with_figures()
    {
        var text = new BenchReport(Results, Outcomes).Markdown();
        Assert.Contains(
            """
            | outcome      | what                                | measured                | goal                           |
            | ------------ | ----------------------------------- | ----------------------- | ------------------------------ |
            | not measured | infer cnn 32, 1 thread              | ONNX Runtime is missing | at least 1.00 × ONNX Runtime   |
            | met          | train cnn 32, 1 thread              | 2.50 × libtorch tuned   | at least 2.00 × libtorch tuned |
            | met          | train cnn 32, 1 thread, Native Fast | 4.00 × libtorch tuned   | at least 3.00 × libtorch tuned |

            Goals: 1 not measured, 2 met, 4 left out by --threads 1 and --filter "cnn 32".
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_has_all_of_it()
    {
        using var stream = new MemoryStream();
        BenchJson.Write(stream, Results, Selection, Outcomes);
        using var json = JsonDocument.Parse(stream.ToArray());
        var root = json.RootElement;
        var training = root.GetProperty("measurements")[0];
        var fast = training.GetProperty("engines").GetProperty(PeerNames.NativeFast);
        Assert.Equal(5, fast.GetProperty("milliseconds").GetDouble());
        Assert.Equal(6400, fast.GetProperty("samplesPerSecond").GetDouble());
        Assert.Equal(4, fast.GetProperty("ratios").GetProperty(PeerNames.TorchTuned).GetDouble());
        Assert.Equal(0.5, training.GetProperty("engines").GetProperty(PeerNames.Native).GetProperty("shareOfFloor").GetDouble());
        Assert.Equal(20, training.GetProperty("peers").GetProperty(PeerNames.TorchTuned).GetProperty("milliseconds").GetDouble());
        Assert.Equal(75, root.GetProperty("firstSteps")[0].GetProperty("peakMegabytes").GetDouble());
        Assert.Equal("install it", root.GetProperty("missingPeers").GetProperty(PeerNames.OnnxRuntime).GetString());
        Assert.Equal(
            ["not measured", "met", "met", "left out", "left out", "left out", "left out"],
            root.GetProperty("goals").EnumerateArray().Select(goal => goal.GetProperty("outcome").GetString()));
    }

    private static BenchResults Sample()
    {
        var training = SampleResults.Cell("train cnn 32", 1, (PeerNames.Native, [8]), (PeerNames.NativeFast, [5]), (PeerNames.TorchTuned, [20]));
        var prediction = SampleResults.Cell("infer cnn 32", 1, (PeerNames.Native, [2]));
        training.AllocatedBytes[PeerNames.Native] = training.AllocatedBytes[PeerNames.NativeFast] = prediction.AllocatedBytes[PeerNames.Native] = 0;
        return SampleResults.Of(training, prediction) with
        {
            Starts = [new StartUp("cnn", 140, 75)],
            MissingPeers = new Dictionary<string, string> { [PeerNames.OnnxRuntime] = "install it" },
        };
    }
}
