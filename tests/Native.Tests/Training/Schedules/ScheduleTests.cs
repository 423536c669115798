using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Training.Schedules;

/// <summary>Schedules at work in a training: when the rate changes, and that a saved one goes on where it was.</summary>
public class ScheduleTests
{
    [Fact]
    public void The_rate_changes_after_each_epoch_or_step()
    {
        Assert.Equal([0.8f, 0.8f, 0.4f, 0.4f, 0.2f, 0.2f], Train(new ExponentialSchedule(0.5), epochs: 3).Rates);
        Assert.Equal([0.8f, 0.4f, 0.2f, 0.1f], Train(new ExponentialSchedule(0.5, ScheduleInterval.Step), epochs: 2).Rates);
        Assert.Equal([0.8f, 0.8f, 0.08f, 0.08f], Train(new LambdaSchedule(t => t == 0 ? 1 : 0.1), epochs: 2).Rates);
    }

    [Fact]
    public void One_cycle_moves_rate_and_momentum_against_each_other()
    {
        var optimizer = new SGD(0.8f, 0.9);
        var recorder = Train(new OneCycle(1, 6, 0.5), epochs: 3, optimizer);
        Assert.Equal(0.04f, recorder.Rates[0], 1e-6);
        Assert.Equal(1f, recorder.Rates[2], 1e-6);
        Assert.Equal(0.95, recorder.Momenta[0]!.Value, 1e-9);
        Assert.Equal(0.85, recorder.Momenta[2]!.Value, 1e-9);
    }

    [Fact]
    public void One_cycle_leaves_an_optimizer_without_momentum_alone()
    {
        var recorder = Train(new OneCycle(1, 6), epochs: 3, new SGD(0.8f));
        Assert.All(recorder.Momenta, momentum => Assert.Null(momentum));
    }

    [Fact]
    public void A_second_training_goes_on_and_reset_begins_anew()
    {
        var schedule = new ExponentialSchedule(0.5);
        Train(schedule, epochs: 2);
        Assert.Equal([0.2f, 0.2f], Train(schedule, epochs: 1).Rates);
        schedule.Reset();
        Assert.Equal([0.8f, 0.8f], Train(schedule, epochs: 1).Rates);
    }

    [Fact]
    public void A_restored_schedule_goes_on_where_it_was()
    {
        var first = new SequentialSchedule([new LinearWarmup(3, interval: ScheduleInterval.Step), new CosineSchedule(5, interval: ScheduleInterval.Step)], [3]);
        Train(first, epochs: 2);
        var second = new SequentialSchedule([new LinearWarmup(3, interval: ScheduleInterval.Step), new CosineSchedule(5, interval: ScheduleInterval.Step)], [3]);
        second.RestoreState(first.SaveState());
        Assert.Equal(Train(first, epochs: 2).Rates, Train(second, epochs: 2).Rates);
    }

    [Fact]
    public void A_restored_plateau_goes_on_where_it_was()
    {
        double[] figures = [3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1];
        for (var cut = 0; cut < figures.Length; cut++)
        {
            var through = new ReduceOnPlateau(patience: 1, cooldown: 1);
            var resumed = new ReduceOnPlateau(patience: 1, cooldown: 1);
            double rate = 1;
            double resumedRate = 1;
            for (var i = 0; i < figures.Length; i++)
            {
                if (i == cut)
                {
                    resumed.RestoreState(through.SaveState());
                    resumedRate = rate;
                }

                rate = through.Observe(figures[i], rate);
                resumedRate = i >= cut ? resumed.Observe(figures[i], resumedRate) : resumedRate;
            }

            Assert.Equal(rate, resumedRate);
        }
    }

    [Fact]
    public void A_plateau_of_an_unknown_figure_says_which_there_are()
    {
        var error = Assert.Throws<NetworkException>(() => Train(new ReduceOnPlateau(), epochs: 1));
        Assert.Contains("'val_loss'", error.Message, StringComparison.Ordinal);
        Assert.Contains("loss", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plateau_lowers_the_rate_of_a_training()
    {
        // A rate of 0 improves nothing, so every epoch after the first is a bad one; and reduced by more than ε it cannot be.
        var recorder = Train(new ReduceOnPlateau("loss", patience: 0, factor: 0.5, threshold: 1e9), epochs: 3);
        Assert.Equal([0.8f, 0.8f, 0.8f, 0.8f, 0.4f, 0.4f], recorder.Rates);
    }

    [Fact]
    public void A_state_of_another_callback_is_refused() =>
        Assert.Throws<ArgumentException>(() => new StepSchedule(1).RestoreState(new ReduceOnPlateau().SaveState()));

    [Fact]
    public void Options_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(factor: 1));
        Assert.Throws<ArgumentException>(() => new SequentialSchedule([new CosineSchedule(3), new CosineSchedule(3)], []));
        Assert.Throws<ArgumentException>(() => new SequentialSchedule([new LinearWarmup(3, interval: ScheduleInterval.Step), new CosineSchedule(3)], [3]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.5)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_that_are_no_factors_or_rates_are_refused(double value)
    {
        Callback[] Make(int which) => which switch
        {
            0 => [new StepSchedule(1, value)],
            1 => [new MultiStepSchedule([1], value)],
            2 => [new ExponentialSchedule(value)],
            3 => [new PolynomialSchedule(2, value)],
            4 => [new CosineSchedule(2, value)],
            5 => [new LinearWarmup(2, startFactor: value)],
            6 => [new LinearWarmup(2, endFactor: value)],
            7 => [new OneCycle(value, 9)],
            8 => [new OneCycle(1, 9, divisor: value)],
            9 => [new OneCycle(1, 9, finalDivisor: value)],
            10 => [new OneCycle(1, 9, baseMomentum: value)],
            11 => [new OneCycle(1, 9, maximumMomentum: value)],
            12 => [new ReduceOnPlateau(factor: value)],
            13 => [new ReduceOnPlateau(threshold: value)],
            14 => [new ReduceOnPlateau(minimumRate: value)],
            _ => [new ReduceOnPlateau(epsilon: value)],
        };
        for (var which = 0; which < 16; which++)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Make(which));
        }
    }

    [Fact]
    public void A_warmup_before_a_cosine_counts_epochs_as_both_do()
    {
        var schedule = new SequentialSchedule([new LinearWarmup(2, startFactor: 0.5), new CosineSchedule(2)], [2]);
        Assert.Equal(ScheduleInterval.Epoch, schedule.Interval);
        Assert.Equal([0.4f, 0.4f, 0.6f, 0.6f, 0.8f, 0.8f, 0.4f, 0.4f], Train(schedule, epochs: 4).Rates);
    }

    private static Recorder Train(Callback schedule, int epochs, Optimizer? optimizer = null)
    {
        var recorder = new Recorder();
        var network = new Sequential(new Dense(1));
        network.Compile(optimizer ?? new SGD(0.8f), "mse");
        var x = Tensor.From([4, 1], [1, 2, 3, 4]);
        network.Fit(x, x, batchSize: 2, epochs: epochs, callbacks: [schedule, recorder]);
        return recorder;
    }

    private sealed class Recorder : Callback
    {
        public List<float> Rates { get; } = [];

        public List<double?> Momenta { get; } = [];

        public override void OnBatchBegin(TrainingRun run)
        {
            Rates.Add(run.Optimizer.LearningRate);
            Momenta.Add(run.Optimizer.Momentum);
        }
    }
}
