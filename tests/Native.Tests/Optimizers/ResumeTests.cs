using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Optimizers;

/// <summary>A training that was stopped and put together again from what its parts remember goes on bit for bit.</summary>
public class ResumeTests
{
    public static TheoryData<string> All() => OptimizerConformanceTests.All();

    [Theory]
    [MemberData(nameof(All))]
    public void A_restored_training_goes_on_bit_for_bit(string name)
    {
        var through = Network(name);
        var schedule = new ExponentialSchedule(0.9, ScheduleInterval.Step);
        Fit(through, schedule, epochs: 2);

        var resumed = Network(name);
        resumed.Build(new Shape(4));
        resumed.LoadStateDict(through.StateDict());
        resumed.Generator.Restore(through.Generator.Save());
        resumed.ShuffleGenerator.Restore(through.ShuffleGenerator.Save());
        Restore(through.OptimizerState, resumed.OptimizerState, through.TrainableParameters.Zip(resumed.TrainableParameters));
        var resumedSchedule = new ExponentialSchedule(0.9, ScheduleInterval.Step);
        resumedSchedule.RestoreState(schedule.SaveState());

        Fit(through, schedule, epochs: 2);
        Fit(resumed, resumedSchedule, epochs: 2);

        foreach (var (parameter, tensor) in through.StateDict())
        {
            Assert.Equal(tensor.ToArray(), resumed.StateDict()[parameter].ToArray());
        }

        Assert.Equal(through.OptimizerState.Step, resumed.OptimizerState.Step);
    }

    private static void Restore(OptimizerState from, OptimizerState to, IEnumerable<(Parameter From, Parameter To)> parameters)
    {
        to.Step = from.Step;
        foreach (var pair in parameters)
        {
            to[pair.To].Step = from[pair.From].Step;
            from[pair.From].Scalars.CopyTo(to[pair.To].Scalars);
            for (var slot = 0; slot < from.Optimizer.SlotNames.Count; slot++)
            {
                from[pair.From].Slot(slot).CopyTo(to[pair.To].Slot(slot));
            }
        }
    }

    private static Sequential Network(string optimizer)
    {
        var network = new Sequential(new Dense(6, "sigmoid"), new Dropout(0.3), new Dense(1)) { Generator = new TorchGenerator(20) };
        network.Compile(OptimizerConformanceTests.Make(optimizer), "mse");
        return network;
    }

    private static void Fit(Sequential network, ExponentialSchedule schedule, int epochs)
    {
        var x = new Tensor([20, 4]);
        var y = new Tensor([20, 1]);
        new TorchGenerator(21).FillNormal(x.Span, 0, 1);
        new TorchGenerator(22).FillNormal(y.Span, 0, 1);
        network.Fit(x, y, batchSize: 6, epochs: epochs, callbacks: [schedule]);
    }
}
