using Interop.Bench.Peers;
using Interop.Bench.Reports;

namespace Interop.Bench.Tests.Reports;

public sealed class GoalFileTests
{
    [Fact]
    public void The_shipped_goals_are_read()
    {
        var goals = GoalFile.Read();
        Assert.Contains(new Goal(GoalKind.Ratio, "train mlp 32", PeerNames.TorchTuned, PeerNames.Native, 3.5), goals);
        Assert.Contains(new Goal(GoalKind.Ratio, "infer cnn 128", PeerNames.OnnxRuntime, PeerNames.NativeFast, 1.7), goals);
        Assert.All(Enum.GetValues<GoalKind>(), kind => Assert.Contains(goals, goal => goal.Kind == kind));
    }

    [Theory]
    [InlineData("""{"of": "train mpl 32", "peer": "libtorch tuned", "ratio": 2}""", "'train mpl 32' as of is not known")]
    [InlineData("""{"of": "train mlp 32", "peer": "libtorch", "ratio": 2}""", "'libtorch' as peer is not known")]
    [InlineData("""{"of": "train mlp 32", "ratio": 2}""", "a ratio needs 'peer'")]
    [InlineData("""{"of": "train mlp 32", "peer": "ONNX Runtime", "ratio": 2}""", "ONNX Runtime does not train")]
    [InlineData("""{"of": "train cnn 32", "by": "Fast", "peer": "libtorch tuned", "ratio": 2}""", "'Fast' as by is not known")]
    [InlineData("""{"of": "train mlp 32", "by": "Native Fast", "peer": "libtorch tuned", "ratio": 2}""", "where there are convolutions")]
    [InlineData("""{"of": "train mlp 32", "peer": "libtorch tuned", "ration": 2}""", "'ration' as property is not known")]
    [InlineData("""{"of": "train mlp 32"}""", "expected one figure of ratio, floorShare")]
    [InlineData("""{"of": "mlp", "firstStepMilliseconds": 120, "firstStepMegabytes": 90}""", "got 2")]
    [InlineData("""{"of": "mlp", "peer": "libtorch tuned", "firstStepMegabytes": 90}""", "belong to a ratio")]
    [InlineData("""{"of": "train mlp 32", "firstStepMegabytes": 90}""", "'train mlp 32' as of is not known")]
    [InlineData("""{"of": "100", "peakShare": 0.9}""", "expected one of 128, 256")]
    [InlineData("""{"floorShare": 0.8}""", "'of' is missing")]
    [InlineData("""{"of": "train mlp 32", "floorShare": -1}""", "from 0 up")]
    [InlineData("""{"of": "train mlp 32", "floorShare": "high"}""", "expected an array of objects")]
    [InlineData("""{"of": """, "expected an array of objects")]
    public void A_goal_that_nothing_could_miss_is_an_error_that_names_it(string goal, string expected)
    {
        var failure = Assert.Throws<InvalidDataException>(() => GoalFile.Parse($"[{goal}]"));
        Assert.StartsWith("goals.json: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
