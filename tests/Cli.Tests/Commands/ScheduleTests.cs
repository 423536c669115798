using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Networks;

namespace Interop.Cli.Tests.Commands;

/// <summary>Learning rates as the options of schedules ask for them, epoch by epoch, and the other options of a training that its figures do not show.</summary>
public class ScheduleTests
{
    [Theory]
    [InlineData("exponential:0.5", 0, new[] { 0.1, 0.05, 0.025, 0.0125 })]
    [InlineData("exponential", 0, new[] { 0.1, 0.095, 0.09025, 0.0857375 })]
    [InlineData("step:2:0.1", 0, new[] { 0.1, 0.1, 0.01, 0.01, 0.001 })]
    [InlineData("step:3", 0, new[] { 0.1, 0.1, 0.1, 0.01 })]
    [InlineData("cosine", 0, new[] { 0.1, 0.085355339, 0.05, 0.014644661 })]
    [InlineData("cosine", 2, new[] { 0.0333333333, 0.0666666667, 0.1, 0.075, 0.025 })]
    [InlineData("exponential:0.5", 1, new[] { 0.05, 0.1, 0.05, 0.025 })]
    [InlineData("step:1:0.1", 1, new[] { 0.05, 0.1, 0.01, 0.001 })]
    public void A_schedule_gives_the_rates_of_its_formula(string schedule, int warmup, double[] expected)
    {
        using var folder = new EmptyFolder("iris.csv");
        string[] warmups = warmup > 0 ? ["--warmup", $"{warmup}"] : [];
        CommandRun.Successful([.. Training("0.1"), "--epochs", $"{expected.Length}", "--schedule", schedule, .. warmups]);
        Assert.Equal(expected, Rates(), (one, other) => Math.Abs(one - other) < 1e-6 * one);
    }

    [Fact]
    public void One_cycle_rises_to_the_rate_and_falls_far_below_where_it_began()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful([.. Training("0.1"), "--epochs", "20", "--schedule", "one-cycle"]);
        var rates = Rates();
        var top = Array.IndexOf(rates, rates.Max());
        Assert.InRange(top, 4, 7);
        Assert.InRange(rates[top], 0.09, 0.1);
        Assert.True(rates[..top].Zip(rates[1..(top + 1)]).All(pair => pair.First < pair.Second));
        Assert.True(rates[top..^1].Zip(rates[(top + 1)..]).All(pair => pair.First > pair.Second));
        Assert.True(rates[0] < 0.02 && rates[^1] < rates[0] / 10, $"{rates[0]}, {rates[^1]}");
    }

    [Fact]
    public void Plateau_lowers_the_rate_where_the_figure_gets_no_better()
    {
        using var folder = new EmptyFolder("iris.csv");

        // At a rate of nearly nothing no epoch is better than the one before by enough to count.
        CommandRun.Successful([.. Training("1e-6"), "--epochs", "9", "--schedule", "plateau:2:0.5"]);
        var rates = Rates();
        Assert.Equal(1e-6, rates[0], 1e-12);
        Assert.All(rates, rate => Assert.Contains(new[] { 1e-6, 5e-7, 2.5e-7, 1.25e-7 }, one => Math.Abs(one - rate) < 1e-6 * one));
        Assert.InRange(rates.Distinct().Count(), 3, 4);
        Assert.Equal(rates.OrderDescending(), rates);
    }

    [Theory]
    [InlineData("plateau", "--warmup", "2")]
    [InlineData("one-cycle", "--warmup", "2")]
    [InlineData("cosine", "--warmup", "9")]
    [InlineData("cosinus", "--epochs", "3")]
    [InlineData("step:x", "--epochs", "3")]
    public void A_schedule_that_makes_no_sense_is_a_mistake_of_the_command_line(string schedule, string option, string value)
    {
        using var folder = new EmptyFolder("iris.csv");
        var run = CommandRun.Of([.. Training("0.1"), "--epochs", "9", "--schedule", schedule, option, value]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
    }

    [Fact]
    public void Clip_norm_limits_the_step()
    {
        using var folder = new EmptyFolder("iris.csv");
        string[] one = [.. Training("1", batchSize: 150), "--epochs", "1", "--validation", "0", "--seed", "4"];
        var start = Weights([.. one, "--clip-norm", "1e-20"]);
        var free = Distance(start, Weights(one));
        Assert.True(free > 0.2, $"{free}");

        // One step of plain descent at a rate of 1 is as long as the gradient, and that as long as allowed.
        Assert.Equal(0.05, Distance(start, Weights([.. one, "--clip-norm", "0.05"])), 1e-5);
        Assert.Equal(free, Distance(start, Weights([.. one, "--clip-norm", "1000"])), 1e-5);
    }

    // Of 150 flowers, 120 are trained on.
    private static string[] Training(string rate, int batchSize = 40) =>
    [
        "train", "iris.csv", "--batch-size", $"{batchSize}", "--patience", "0", "--optimizer", "sgd", "--learning-rate", rate, "--no-report", "--checkpoint-every", "0",
        "--overwrite", "-o", "m",
    ];

    private static double[] Rates() =>
        [.. File.ReadLines("m/history.csv").Skip(1).Select(line => double.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture))];

    private static float[] Weights(string[] training)
    {
        CommandRun.Successful(training);
        return [.. Network.Load("m/model.safetensors").NamedParameters.SelectMany(named => named.Parameter.Read().ToArray())];
    }

    private static double Distance(float[] one, float[] other) => Math.Sqrt(one.Zip(other).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
}
