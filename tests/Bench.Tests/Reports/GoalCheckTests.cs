using Interop.Bench.Machine;
using Interop.Bench.Peers;
using Interop.Bench.Reports;
using Interop.Bench.Workloads;

namespace Interop.Bench.Tests.Reports;

public sealed class GoalCheckTests
{
    private static readonly Selection OneThread = new([1]);
    private static readonly Selection TwoThreads = new([1, 2]);
    private static readonly Goal Ratio = new(GoalKind.Ratio, "train mlp 32", PeerNames.TorchTuned, PeerNames.Native, 2);

    [Theory]
    [InlineData(1, 2.00, true)]
    [InlineData(1, 1.99, false)]
    [InlineData(2, 1.80, true)]
    [InlineData(2, 1.79, false)]
    public void A_ratio_is_met_from_the_goal_up_and_with_two_threads_from_nine_tenths_of_it(int threads, double ratio, bool isMet)
    {
        var results = SampleResults.Of(SampleResults.Cell("train mlp 32", threads, (PeerNames.Native, [1]), (PeerNames.TorchTuned, [ratio])));
        var outcome = Assert.Single(Outcomes(results, TwoThreads, Ratio), outcome => outcome.Threads == threads);
        Assert.Equal(isMet ? GoalState.Met : GoalState.Missed, outcome.State);
        Assert.Equal(ratio, outcome.Measured);
        Assert.Equal(isMet, GoalCheck.Holds([outcome], allowMissing: false));
    }

    [Fact]
    public void A_ratio_is_the_median_of_the_rounds_ratios()
    {
        var results = SampleResults.Of(SampleResults.Cell("train mlp 32", 1, (PeerNames.Native, [1, 2, 1]), (PeerNames.TorchTuned, [3, 4, 9])));
        Assert.Equal(3, Assert.Single(Outcomes(results, OneThread, Ratio), outcome => outcome.Threads == 1).Measured);
    }

    [Fact]
    public void A_missing_peer_fails_the_check_unless_it_may_be_missing()
    {
        var results = SampleResults.Of(SampleResults.Cell("train mlp 32", 1, (PeerNames.Native, [1]))) with
        {
            MissingPeers = new Dictionary<string, string> { [PeerNames.TorchTuned] = "not installed" },
        };
        var outcomes = Outcomes(results, OneThread, Ratio, new(GoalKind.FloorShare, "train mlp 32", null, PeerNames.Native, 0.8));
        Assert.Equal((GoalState.NotMeasured, "libtorch tuned is missing"), (outcomes[0].State, outcomes[0].MeasuredText));
        Assert.Equal((GoalState.Met, 4.0), (outcomes[1].State, outcomes[1].Measured));
        Assert.False(GoalCheck.Holds(outcomes, allowMissing: false));
        Assert.True(GoalCheck.Holds(outcomes, allowMissing: true));
    }

    [Fact]
    public void Goals_do_not_hold_where_none_was_measured()
    {
        var outcomes = Outcomes(SampleResults.Of(SampleResults.Cell("train mlp 32", 1)), OneThread, Ratio);
        Assert.Equal((GoalState.NotMeasured, "nothing was timed"), (outcomes[0].State, outcomes[0].MeasuredText));
        Assert.False(GoalCheck.Holds(outcomes, allowMissing: false));
        Assert.False(GoalCheck.Holds(outcomes, allowMissing: true));
        Assert.False(GoalCheck.Holds([], allowMissing: true));
    }

    [Theory]
    [InlineData("floorShare", "train mlp 32")]
    [InlineData("peakShare", "128")]
    [InlineData("firstStepMilliseconds", "mlp")]
    [InlineData("firstStepMegabytes", "mlp")]
    [InlineData("allocatedBytes", "*")]
    [InlineData("allocatedBytes", "infer big 1")]
    public void Nothing_of_any_kind_is_met_by_results_that_are_empty(string kind, string subject) =>
        Assert.All(
            Outcomes(SampleResults.Of(), TwoThreads, GoalOf(kind, subject)),
            outcome => Assert.Equal(GoalState.NotMeasured, outcome.State));

    [Theory]
    [InlineData("floorShare", "train mlp 32")]
    [InlineData("peakShare", "128")]
    [InlineData("firstStepMilliseconds", "mlp")]
    [InlineData("allocatedBytes", "infer big 1")]
    public void What_the_filter_left_out_says_so(string kind, string subject)
    {
        var selection = new Selection([1], "train cnn");
        var outcome = Outcomes(SampleResults.Of(), selection, GoalOf(kind, subject))[0];
        Assert.Equal((GoalState.LeftOut, "--filter \"train cnn\""), (outcome.State, outcome.Reason));
    }

    [Fact]
    public void Goals_for_threads_that_were_not_asked_for_are_left_out_and_say_so()
    {
        var results = SampleResults.Of(SampleResults.Cell("train mlp 32", 2, (PeerNames.Native, [1]), (PeerNames.TorchTuned, [5])));
        var outcomes = Outcomes(results, new Selection([2]), Ratio, new(GoalKind.FloorShare, "train mlp 32", null, PeerNames.Native, 0.8));
        Assert.Equal([GoalState.Met, GoalState.LeftOut, GoalState.LeftOut], outcomes.Select(outcome => outcome.State));
        Assert.All(outcomes.Skip(1), outcome => Assert.Equal("--threads 2", outcome.Reason));
        Assert.True(GoalCheck.Holds(outcomes, allowMissing: false));
    }

    [Fact]
    public void Fast_numerics_are_held_to_goals_of_their_own()
    {
        var results = SampleResults.Of(SampleResults.Cell("train cnn 32", 1, (PeerNames.Native, [3]), (PeerNames.NativeFast, [2]), (PeerNames.TorchTuned, [6])));
        var outcome = Outcomes(results, OneThread, new Goal(GoalKind.Ratio, "train cnn 32", PeerNames.TorchTuned, PeerNames.NativeFast, 3))[0];
        Assert.Equal((GoalState.Met, "train cnn 32, 1 thread, Native Fast", "3.00 × libtorch tuned"), (outcome.State, outcome.Subject, outcome.MeasuredText));
    }

    [Fact]
    public void First_steps_and_products_are_held_to_their_goals()
    {
        var results = SampleResults.Of() with
        {
            Starts = [new StartUp("mlp", Milliseconds: 121, Megabytes: 90)],
            Products = [new ProductShare(128, 0.9), new ProductShare(256, 0.89)],
        };
        var outcomes = Outcomes(
            results,
            OneThread,
            new(GoalKind.FirstStepMilliseconds, "mlp", null, PeerNames.Native, 120),
            new(GoalKind.FirstStepMegabytes, "mlp", null, PeerNames.Native, 90),
            new(GoalKind.PeakShare, "128", null, PeerNames.Native, 0.9),
            new(GoalKind.PeakShare, "256", null, PeerNames.Native, 0.9));
        Assert.Equal(
            ["missed: 121 ms, at most 120 ms", "missed: 89 %, at least 90 %", "met: 90 MB, at most 90 MB", "met: 90 %, at least 90 %"],
            outcomes.Select(outcome => $"{outcome.StateText}: {outcome.MeasuredText}, {outcome.WantedText}"));
    }

    [Fact]
    public void Bytes_are_held_to_the_goal_in_every_cell_and_by_every_engine()
    {
        var selection = new Selection([1], "infer cnn");
        var cells = selection.Cells.Select(cell => SampleResults.Cell(cell.Name, 1)).ToArray();
        var goal = new Goal(GoalKind.AllocatedBytes, Goal.AllCells, null, PeerNames.Native, 0);
        foreach (var cell in cells[1..])
        {
            cell.AllocatedBytes[PeerNames.Native] = 0;
        }

        Assert.Equal(GoalState.NotMeasured, Outcomes(SampleResults.Of(cells), selection, goal)[0].State);
        cells[0].AllocatedBytes[PeerNames.Native] = 0;
        Assert.Equal(GoalState.Met, Outcomes(SampleResults.Of(cells), selection, goal)[0].State);
        cells[1].AllocatedBytes[PeerNames.NativeFast] = 24;
        var missed = Outcomes(SampleResults.Of(cells), selection, goal)[0];
        Assert.Equal((GoalState.Missed, "24 bytes (infer cnn 32, Native Fast; 1 of 3 cells are above the goal)"), (missed.State, missed.MeasuredText));
    }

    private static Goal GoalOf(string kind, string subject) => GoalFile.Parse($$"""[{"of": "{{subject}}", "{{kind}}": 1}]""")[0];

    private static IReadOnlyList<GoalOutcome> Outcomes(BenchResults results, Selection selection, params Goal[] goals) =>
        new GoalCheck(results, selection).Outcomes(goals);
}
