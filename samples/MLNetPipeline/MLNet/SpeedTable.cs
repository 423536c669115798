using Interop.MLNetExtensions;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>
/// What ML.NET's rows cost beside the engine alone: training, scoring data views, single predictions. Processor time of the whole process with
/// networks of one thread, minima over rounds, so that other programs disturb little; of trainings the elapsed time too, since streamed rows are
/// read on a thread of their own.
/// </summary>
internal static class SpeedTable
{
    private const int Rows = 100_000;
    private const int Features = 50;
    private const int Rounds = 9;
    private const int Passes = 5;

    public static void Run()
    {
        var context = new MLContext(seed: 1);
        Console.WriteLine("| what | with ML.NET | the engine alone | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Training(context);
        Scoring(context, Features, [64, 32]);
        Scoring(context, Features, [256, 128]);
        Scoring(context, 784, [256, 128]);
        Predicting(context);
    }

    private static void Training(MLContext context)
    {
        var (rows, x, y) = Data(Rows, Features);
        var view = context.Data.LoadFromEnumerable(rows, LabelledRow.Definition(Features));
        foreach (var epochs in (int[])[10, 5, 2, 1])
        {
            NeuralNetworkTrainer Trainer(DataCaching caching) => context.BinaryClassification.Trainers.NeuralNetwork(
                context, new NeuralNetworkOptions { HiddenSizes = [64, 32], Epochs = epochs, BatchSize = 128, Seed = 1, Threads = 1, Caching = caching });
            void TrainArrays()
            {
                var network = new Sequential(new Dense(64, activation: "relu"), new Dense(32, activation: "relu"), new Dense(1)) { Threads = 1 };
                network.Compile(new Adam(1e-3f), new Native.Losses.BinaryCrossentropy(fromLogits: true), "accuracy");
                network.Fit(x, y, batchSize: 128, epochs: epochs);
            }

            var (arrays, cached, streamed) = (Cost.Most, Cost.Most, Cost.Most);
            var (trainer, streaming) = (Trainer(DataCaching.Memory), Trainer(DataCaching.Stream));
            for (var round = 0; round < Rounds; round++)
            {
                arrays = arrays.Least(Cost.Of(TrainArrays));
                cached = cached.Least(Cost.Of(() => trainer.Fit(view)));
                streamed = streamed.Least(Cost.Of(() => streaming.Fit(view)));
            }

            Write($"training 100,000 × 50, epochs: {epochs}, rows in memory", cached, arrays);
            Write("the same, rows streamed", streamed, arrays);
        }
    }

    private static void Scoring(MLContext context, int features, int[] hidden)
    {
        const int scored = 100_000;
        var (rows, x, _) = Data(scored, features);
        var view = context.Data.LoadFromEnumerable(rows, LabelledRow.Definition(features));
        var network = new Sequential { Threads = 1 };
        foreach (var size in hidden)
        {
            network.Add(new Dense(size, activation: "relu"));
        }

        network.Add(new Dense(10, activation: "softmax"));
        network.Build(features);
        var transformer = context.Transforms.ApplyNetwork(context, network).Fit(view);
        var output = new Tensor([scored, 10]);
        var (alone, batched, reading) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            alone = Math.Min(alone, Cost.Of(() => network.Predict(x, output), Passes).Processor);
            reading = Math.Min(reading, Cost.Of(() => Read<float>(view, "Features"), Passes).Processor);
            batched = Math.Min(batched, Cost.Of(() => Read<float>(transformer.Transform(view), "Score"), Passes).Processor);
        }

        Console.WriteLine(
            $"| Transform, {features}-{string.Join('-', hidden)}-10 | {batched / scored * 1e6:F2} µs a row, of which ML.NET's reading takes {reading / scored * 1e6:F2} | " +
            $"{alone / scored * 1e6:F2} µs a row | {alone / batched:P0} of its rate |");
    }

    private static void Predicting(MLContext context)
    {
        var (rows, _, _) = Data(1000, 4);
        var view = context.Data.LoadFromEnumerable(rows, LabelledRow.Definition(4));
        var ours = context.BinaryClassification.Trainers.NeuralNetwork(context, hiddenSizes: [16], epochs: 1).Fit(view);
        var theirs = context.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(view);
        using var stream = new MemoryStream();
        context.Model.Save(ours, view.Schema, stream);
        var loaded = context.Model.Load(new MemoryStream(stream.ToArray()), out _);
        var (network, networkBytes) = Single(context, ours, rows[0]);
        var (portable, portableBytes) = Single(context, loaded, rows[0]);
        var (linear, linearBytes) = Single(context, theirs, rows[0]);
        Console.WriteLine($"| PredictionEngine, 4-16-1 | {network:F2} µs, {networkBytes:F0} B a row | ML.NET's own linear model: {linear:F2} µs, {linearBytes:F0} B a row | |");
        Console.WriteLine($"| the same after Load, not restored | {portable:F2} µs, {portableBytes:F0} B a row | | |");
    }

    private static (double Microseconds, double Bytes) Single(MLContext context, ITransformer model, LabelledRow row)
    {
        const int calls = 50_000;
        using var engine = context.Model.CreatePredictionEngine<LabelledRow, Answer>(model, inputSchemaDefinition: LabelledRow.Definition(4));
        var answer = new Answer();
        var best = double.MaxValue;
        double bytes = 0;
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            best = Math.Min(best, Cost.Of(() =>
            {
                for (var i = 0; i < calls; i++)
                {
                    engine.Predict(row, ref answer);
                }
            }).Processor);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
        }

        return (best / calls * 1e6, bytes);
    }

    private static void Read<T>(IDataView view, string name)
    {
        var column = view.Schema[name];
        using var cursor = view.GetRowCursor([column]);
        var read = cursor.GetGetter<VBuffer<T>>(column);
        var score = default(VBuffer<T>);
        while (cursor.MoveNext())
        {
            read(ref score);
        }
    }

    private static (LabelledRow[] Rows, Tensor X, Tensor Y) Data(int count, int features)
    {
        var random = new Random(1);
        LabelledRow[] rows =
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                var values = new float[features];
                foreach (ref var value in values.AsSpan())
                {
                    value = (random.NextSingle() * 2) - 1;
                }

                return new LabelledRow { Features = values, Label = values[0] * values[1] > values[2] };
            }),
        ];
        var x = new Tensor([count, features]);
        for (var row = 0; row < count; row++)
        {
            rows[row].Features.CopyTo(x.Span[(row * features)..]);
        }

        return (rows, x, Tensor.From([count, 1], [.. rows.Select(row => row.Label ? 1f : 0f)]));
    }

    private static void Write(string what, Cost with, Cost alone) => Console.WriteLine(
        $"| {what} | {with.Processor * 1e3:F0} ms | {alone.Processor * 1e3:F0} ms | {with.Processor / alone.Processor:F2}, of the elapsed time {with.Elapsed / alone.Elapsed:F2} |");

    internal sealed class Answer
    {
        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
