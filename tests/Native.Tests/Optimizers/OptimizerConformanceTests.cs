using Interop.Native.Kernels;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>What every optimizer promises. Whatever <see cref="OptimizerNames"/> knows goes through it, and the options that add state.</summary>
public class OptimizerConformanceTests
{
    private const int Count = 40_001;

    private static readonly Dictionary<string, Func<Optimizer>> Variants = new()
    {
        ["adagrad, ε inside"] = () => new Adagrad(initialAccumulator: 0.1f, learningRateDecay: 0.1, epsilonPlacement: EpsilonPlacement.InsideRoot),
        ["adam, amsgrad"] = () => new Adam(amsgrad: true, weightDecay: 0.01f),
        ["adam, lecture"] = () => new Adam(epsilonPlacement: EpsilonPlacement.InsideRoot, biasCorrection: BiasCorrection.Constant),
        ["adamw, amsgrad"] = () => new AdamW(amsgrad: true),
        ["rmsprop, centered"] = () => new RMSprop(centered: true),
        ["rmsprop, momentum"] = () => new RMSprop(momentum: 0.9),
        ["rmsprop, centered, momentum"] = () => new RMSprop(centered: true, momentum: 0.9, epsilonPlacement: EpsilonPlacement.InsideRoot),
        ["sgd, keras"] = () => new SGD(momentum: 0.9, convention: MomentumConvention.Keras),
        ["sgd, lecture"] = () => new SGD(momentum: 0.9, convention: MomentumConvention.Lecture),
        ["sgd, momentum"] = () => new SGD(momentum: 0.9, dampening: 0.2, weightDecay: 0.01f),
        ["sgd, nesterov"] = () => new SGD(momentum: 0.9, nesterov: true),
    };

    public static TheoryData<string> All() => [.. OptimizerNames.All.Concat(Variants.Keys)];

    [Theory]
    [MemberData(nameof(All))]
    public void Threads_do_not_change_a_bit(string name)
    {
        var alone = new OptimizerRun(Make(name), Normal(Count, 1));
        var together = new OptimizerRun(Make(name), Normal(Count, 1), threads: 3);
        for (var step = 1; step <= 3; step++)
        {
            var gradient = Normal(Count, (ulong)step + 1);
            alone.Step(gradient);
            together.Step(gradient);
        }

        Assert.Equal(alone.Bits(), together.Bits());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Elements_are_independent(string name)
    {
        const int small = 103;
        var whole = new OptimizerRun(Make(name), Normal(small, 1));
        var pieces = new OptimizerRun(Make(name), Normal(small, 1));
        for (var step = 1; step <= 4; step++)
        {
            var gradient = Normal(small, (ulong)step + 1);
            whole.Step(gradient);
            pieces.Step(gradient, [(40, 63), (0, 1), (1, 16), (17, 0), (17, 23)]);
        }

        Assert.Equal(whole.Bits(), pieces.Bits());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Restored_state_continues_bit_for_bit(string name)
    {
        var through = new OptimizerRun(Make(name), Normal(50, 1));
        for (var step = 1; step <= 5; step++)
        {
            through.Step(Normal(50, (ulong)step + 1));
        }

        var resumed = new OptimizerRun(Make(name), [.. through.Values]);
        resumed.State.Step = through.State.Step;
        through.State.Scalars.CopyTo(resumed.State.Scalars);
        for (var slot = 0; slot < resumed.Optimizer.SlotNames.Count; slot++)
        {
            through.State.Slot(slot).CopyTo(resumed.State.Slot(slot));
        }

        for (var step = 6; step <= 10; step++)
        {
            through.Step(Normal(50, (ulong)step + 1));
            resumed.Step(Normal(50, (ulong)step + 1));
        }

        Assert.Equal(through.Bits(), resumed.Bits());
        Assert.Equal(through.State.Scalars.ToArray(), resumed.State.Scalars.ToArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Zero_gradients_leave_values_alone_or_only_decay_them(string name)
    {
        var optimizer = Make(name);
        var start = Normal(20, 1);
        var run = new OptimizerRun(optimizer, [.. start]);
        for (var step = 1; step <= 3; step++)
        {
            run.Step(new float[20]);
        }

        for (var i = 0; i < start.Length; i++)
        {
            if (optimizer.WeightDecay == 0)
            {
                Assert.Equal(start[i], run.Values[i]);
            }
            else
            {
                Assert.InRange(run.Values[i] / start[i], 0.9, 0.999999);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_learning_rate_of_zero_changes_no_value(string name)
    {
        var optimizer = Make(name);
        optimizer.LearningRate = 0;
        var start = Normal(20, 1);
        var run = new OptimizerRun(optimizer, [.. start]);
        run.Step(Normal(20, 2));
        Assert.Equal(start, run.Values);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_move_against_a_steady_gradient(string name)
    {
        // Centered RMSprop and adaptive rules meet a variance of zero here, which must not break them.
        var run = new OptimizerRun(Make(name), [0f, 0f]);
        for (var step = 1; step <= 300; step++)
        {
            run.Step([0.7f, -0.7f]);
        }

        Assert.True(run.Values[0] < 0 && run.Values[1] > 0, $"{run.Values[0]}, {run.Values[1]}");
        Assert.All(run.Values, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_gradient_that_is_not_a_number_shows(string name)
    {
        var run = new OptimizerRun(Make(name), [1f, 1f]);
        run.Step([float.NaN, 0.5f]);
        run.Step([0.5f, 0.5f]);
        Assert.True(float.IsNaN(run.Values[0]));
        Assert.True(float.IsFinite(run.Values[1]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Steps_allocate_nothing(string name)
    {
        var run = new OptimizerRun(Make(name), Normal(100, 1));
        var gradient = Normal(100, 2);
        run.Step(gradient);
        var workers = WorkerPool.Get(1);
        var update = new ParameterUpdate(run.Values, gradient, run.State, 0.01f, 0f, workers);

        // Once unmeasured: what runs for the first time may make the runtime allocate.
        Take(update);
        var before = AllocatedBytes.Now;
        Take(update);
        before.AssertNoMore();

        void Take(in ParameterUpdate update)
        {
            for (var i = 0; i < 10; i++)
            {
                run.Optimizer.Advance(run.State.Scalars, run.State.Step);
                run.Optimizer.Update(update);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Subnormal_numbers_do_not_stay_in_the_state(string name)
    {
        // Gradients of 1, then none: running averages fade towards numbers that processors are slow with, and must arrive at 0.
        var run = new OptimizerRun(Make(name), [1f, -1f]);
        run.Step([1e-17f, -1e-17f]);
        for (var step = 0; step < 3000; step++)
        {
            run.Step([0f, 0f]);
            for (var slot = 0; slot < run.Optimizer.SlotNames.Count; slot++)
            {
                Assert.DoesNotContain(run.State.Slot(slot).ToArray(), float.IsSubnormal);
            }
        }
    }

    [Fact]
    public void Dropping_subnormal_numbers_changes_no_value()
    {
        // With ε = 10⁻¹⁰ the state is cut off, with the float32 just below it is not; the values agree in every bit.
        var cut = new OptimizerRun(new Adam(epsilon: 1e-10), Normal(64, 1));
        var whole = new OptimizerRun(new Adam(epsilon: Math.BitDecrement(1e-10)), Normal(64, 1));
        for (var step = 0; step < 1000; step++)
        {
            var gradient = step % 50 == 0 ? [.. Normal(64, 2).Select(value => value * 1e-18f)] : new float[64];
            cut.Step(gradient);
            whole.Step(gradient);
        }

        Assert.Equal(whole.Values, cut.Values);
    }

    internal static Optimizer Make(string name) => Variants.TryGetValue(name, out var make) ? make() : OptimizerNames.Find(name);

    internal static float[] Normal(int count, ulong seed)
    {
        var values = new float[count];
        new TorchGenerator(seed).FillNormal(values, 0, 1);
        return values;
    }
}
