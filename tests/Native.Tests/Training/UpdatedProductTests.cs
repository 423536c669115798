using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Networks;
using Interop.Native.Training;

namespace Interop.Native.Tests.Training;

/// <summary>
/// Gradients of large weights that are used up as they come leave the same bits as stored ones, and are stored wherever something else needs them.
/// </summary>
public sealed class UpdatedProductTests
{
    // 1500 · 1500 values are more than the least of a large weight, and divide by no power of two above 4.
    private const int Width = 1500;
    private const int Samples = 7;
    private const int Steps = 3;

    private static readonly Func<Optimizer>[] Optimizers =
    [
        () => new SGD(0.01f),
        () => new SGD(0.01f, momentum: 0.9, weightDecay: 0.01f),
        () => new Adam(),
        () => new Adam(amsgrad: true, weightDecay: 0.01f),
        () => new AdamW(),
        () => new Adamax(),
        () => new NAdam(),
        () => new RAdam(),
        () => new RMSprop(),
        () => new Adagrad(),
        () => new Adadelta(),
    ];

    [Fact]
    public void Every_optimizer_leaves_the_same_bits() => Assert.All(Optimizers, AssertSameBits);

    [Fact]
    public void Every_number_of_threads_leaves_the_same_bits()
    {
        var expected = BitsAfter(threads: 1);
        Assert.All((int[])[2, 3, 8], threads => Assert.Equal(expected, BitsAfter(threads)));

        static int[] BitsAfter(int threads)
        {
            var session = Start(Network(new Adam(), threads: threads));
            Run(session);
            return NetworkExamples.Bits(session.Network);
        }
    }

    // 40 · 60,000 values: rows so long that few of them fill a cache, and fewer rows than a strip could have.
    [Fact]
    public void A_weight_of_few_long_rows_has_the_same_bits_on_any_number_of_threads()
    {
        int[] Bits(int threads, bool keep)
        {
            var session = Start(Prepare(new Sequential(new Dense(40), new Dense(60_000)) { Threads = threads }, new Adam()));
            session.KeepGradients = keep;
            Run(session);
            return NetworkExamples.Bits(session.Network);
        }

        var expected = Bits(1, keep: true);
        Assert.All((int[])[1, 2, 8, 64], threads => Assert.Equal(expected, Bits(threads, keep: false)));
    }

    [Fact]
    public void Rates_and_decays_of_groups_count()
    {
        int[][] bits = [.. new[] { true, false }.Select(keep =>
        {
            var group = new ParameterGroup(name => name.EndsWith("weight", StringComparison.Ordinal)) { LearningRateFactor = 0.5f, WeightDecay = 0.1f };
            var session = Start(Network(new AdamW { Groups = [group] }));
            session.KeepGradients = keep;
            Run(session);
            return NetworkExamples.Bits(session.Network);
        })];
        Assert.Equal(bits[0], bits[1]);
    }

    [Fact]
    public void A_limit_on_gradients_needs_them_all() => AssertStored(RunOf(Network(new SGD(0.01f) { Clipping = new ClipByGlobalNorm(0.1) })));

    [Fact]
    public void A_penalty_needs_the_gradient() => AssertStored(RunOf(Network(new SGD(0.01f), new Dense(Width) { KernelRegularizer = new L2(0.01) })));

    [Fact]
    public void A_constraint_needs_the_whole_weight() => AssertStored(RunOf(Network(new SGD(0.01f), new Dense(Width) { KernelConstraint = new NonNegative() })));

    [Fact]
    public void An_optimizer_of_ones_own_sees_whole_parameters()
    {
        var optimizer = new Recorder();
        AssertStored(RunOf(Network(optimizer)));
        Assert.Contains(Width * Width, optimizer.Lengths);
    }

    [Fact]
    public void A_weight_that_is_used_twice_sums_both_gradients()
    {
        int[][] bits = [.. new[] { true, false }.Select(keep =>
        {
            var shared = new Dense(Width);
            var input = Symbol.Input(Width);
            var session = Start(Prepare(new Model(input, new Dense(3).Call(shared.Call(shared.Call(input)))), new SGD(0.01f)));
            session.KeepGradients = keep;
            Run(session);
            AssertStored(session);
            return NetworkExamples.Bits(session.Network);
        })];
        Assert.Equal(bits[0], bits[1]);
    }

    [Fact]
    public void A_frozen_weight_stays_and_keeps_its_gradient()
    {
        var network = Network(new SGD(0.01f));
        var weight = ((Dense)network.Layers[0]).Weight!;
        weight.IsFrozen = true;
        var before = weight.Read().ToArray();
        AssertStored(RunOf(network));
        Assert.Equal(before, weight.Read().ToArray());
    }

    [Fact]
    public void Separate_passes_leave_the_gradient()
    {
        var session = Start(Network(new SGD(0.01f)));
        Run(session);
        session.Forward();
        session.Cost();
        session.Backward();
        AssertStored(session);
        session.Step();
    }

    [Fact]
    public void A_loop_that_sums_the_gradients_of_several_batches_gets_each_whole()
    {
        float[][] sums = [.. new[] { true, false }.Select(keep =>
        {
            var session = Start(Network(new Adam()));
            session.KeepGradients = keep;
            Run(session);
            var before = NetworkExamples.Bits(session.Network);
            var sum = new float[Width * Width];
            var random = new TorchGenerator(3);
            for (var batch = 0; batch < 2; batch++)
            {
                random.FillNormal(session.Input(0), 0, 1);
                session.Forward();
                session.Cost();
                session.Backward();
                var gradient = session.Gradient(LargeWeight(session)).ToArray();
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += gradient[i];
                }
            }

            Assert.Equal(before, NetworkExamples.Bits(session.Network));
            return sum;
        })];
        Assert.Contains(sums[0], value => value != 0);
        Assert.Equal(sums[0], sums[1]);
    }

    [Fact]
    public void Used_up_gradients_are_neither_limited_nor_applied_again()
    {
        var session = RunOf(Network(new SGD(0.01f)));
        Assert.Throws<InvalidOperationException>(session.Step);
        Assert.Throws<InvalidOperationException>(() => session.ClipGradients(new ClipByGlobalNorm(1)));
    }

    [Fact]
    public void A_layer_that_throws_leaves_no_update_behind()
    {
        var breaking = new BreakingLayer { Breaks = true };
        var session = Start(Prepare(new Sequential(new Dense(Width), breaking, new Dense(3)), new SGD(0.01f)));
        new TorchGenerator(2).FillNormal(session.Input(0), 0, 1);
        Assert.Throws<NotSupportedException>(() => session.RunBatch());

        breaking.Breaks = false;
        var before = NetworkExamples.Bits(session.Network);
        session.Forward();
        session.Cost();
        session.Backward();
        Assert.Equal(before, NetworkExamples.Bits(session.Network));
        AssertStored(session);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_stores_them_where_a_callback_reads_them(bool reads)
    {
        var x = new Tensor([Samples, Width]);
        new TorchGenerator(2).FillNormal(x.Span, 0, 1);
        var callback = new GradientReader(reads);
        Network(new Adam()).Fit(x, Tensor.FromClasses([0, 1, 2, 0, 1, 2, 0]), epochs: 1, callbacks: [new StopOnNaN(), callback]);
        Assert.Equal(reads, callback.WasThere);
    }

    [Fact]
    public void A_step_in_steady_state_allocates_nothing()
    {
        var session = Start(Network(new Adam()));
        for (var warmUp = 0; warmUp < 40; warmUp++)
        {
            session.RunBatch();
        }

        var before = AllocatedBytes.Now;
        for (var step = 0; step < 10; step++)
        {
            session.RunBatch();
        }

        before.AssertNoMore();
    }

    private static void AssertSameBits(Func<Optimizer> optimizer)
    {
        var stored = Start(Network(optimizer()));
        stored.KeepGradients = true;
        var usedUp = Start(Network(optimizer()));
        Run(stored);
        Run(usedUp);

        Assert.Equal(NetworkExamples.Bits(stored.Network), NetworkExamples.Bits(usedUp.Network));
        AssertStored(stored);
        AssertUsedUp(usedUp);
    }

    private static Sequential Network(Optimizer optimizer, Dense? first = null, int threads = 2) =>
        Prepare(new Sequential(first ?? new Dense(Width), new Dense(3)) { Threads = threads }, optimizer);

    private static TNetwork Prepare<TNetwork>(TNetwork network, Optimizer optimizer)
        where TNetwork : Network
    {
        network.Generator = new TorchGenerator(1);
        network.Build(Width);
        network.Compile(optimizer, new CategoricalCrossentropy(fromLogits: true));
        return network;
    }

    private static TrainingSession Start(Network network) => network.StartTraining(Samples, [[]]);

    private static TrainingSession RunOf(Network network)
    {
        var session = Start(network);
        Run(session);
        return session;
    }

    private static void Run(TrainingSession session)
    {
        var random = new TorchGenerator(2);
        for (var step = 0; step < Steps; step++)
        {
            random.FillNormal(session.Input(0), 0, 1);
            foreach (ref var target in session.Target(0))
            {
                target = random.NextInt(3);
            }

            session.RunBatch();
        }
    }

    private static Parameter LargeWeight(TrainingSession session) =>
        session.Network.NamedParameters.First(pair => pair.Parameter.Count == Width * Width).Parameter;

    private static void AssertStored(TrainingSession session) => Assert.Contains(session.Gradient(LargeWeight(session)).ToArray(), value => value != 0);

    private static void AssertUsedUp(TrainingSession session) =>
        Assert.Contains(nameof(TrainingSession.KeepGradients), Assert.Throws<InvalidOperationException>(() => session.Gradient(LargeWeight(session))).Message, StringComparison.Ordinal);

    private sealed class BreakingLayer : Layer
    {
        public bool Breaks { get; set; }

        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

        public override void Forward(LayerContext context) => context.Input().CopyTo(context.Output);

        public override void Backward(LayerContext context)
        {
            if (Breaks)
            {
                throw new NotSupportedException("A layer without a way back.");
            }

            context.OutputGradient.CopyTo(context.InputGradient());
        }
    }

    private sealed class Recorder() : Optimizer(0.01f)
    {
        public List<int> Lengths { get; } = [];

        public override void Update(in ParameterUpdate update) => Lengths.Add(update.Values.Length);
    }

    private sealed class GradientReader(bool reads) : Callback
    {
        public bool WasThere { get; private set; }

        public override bool ReadsGradients => reads;

        public override void OnBatchEnd(TrainingRun run, double loss)
        {
            try
            {
                run.Session.Gradient(LargeWeight(run.Session));
                WasThere = true;
            }
            catch (InvalidOperationException)
            {
                WasThere = false;
            }
        }
    }
}
