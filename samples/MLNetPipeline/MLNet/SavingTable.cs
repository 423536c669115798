using System.Diagnostics;
using Interop.MLNetExtensions;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>
/// The two roads by which a model gets into another program: ML.NET's own file with the network in it, loaded as it is or restored, and the whole
/// pipeline as ONNX, run in ONNX Runtime without ML.NET. Networks have random weights and one thread; times are the least of some rounds.
/// </summary>
internal static class SavingTable
{
    private const int Rounds = 12;
    private const int FileRounds = 3;

    public static void Run()
    {
        Console.WriteLine("| network | road | file | save | load and first answer | one row | bytes a row | rows at once, each |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Measure("4-16-1", 4, [16], count: 50_000, calls: 100_000);
        Measure("784-256-128-1", 784, [256, 128], count: 5000, calls: 20_000);
        Measure("1000-3000-2000-1", 1000, [3000, 2000], count: 256, calls: 20);
    }

    private static void Measure(string name, int features, int[] hidden, int count, int calls)
    {
        var context = new MLContext(seed: 1);
        var random = new Random(1);
        LabelledRow[] rows = [.. Enumerable.Range(0, count).Select(i => new LabelledRow { Features = [.. Enumerable.Range(0, features).Select(_ => random.NextSingle())], Label = i % 2 == 0 })];
        var view = context.Data.LoadFromEnumerable(rows, LabelledRow.Definition(features));
        var options = new NeuralNetworkOptions
        {
            Epochs = 0,
            Threads = 1,
            CreateNetwork = shape =>
            {
                var network = new Sequential { Threads = 1 };
                foreach (var size in hidden)
                {
                    network.Add(new Dense(size, activation: "relu"));
                }

                network.Add(new Dense(shape.Outputs));
                return network;
            },
        };
        ITransformer model = context.BinaryClassification.Trainers.NeuralNetwork(context, options).Fit(view);

        byte[] file = [];
        var save = Least(() => file = Bytes(stream => context.Model.Save(model, view.Schema, stream)), FileRounds);
        Chain(name, "ML.NET's file, loaded", file, save, rows, calls, restores: false);
        Chain(name, "the same, restored", file, save, rows, calls, restores: true);
        var convert = Least(() => file = Bytes(stream => context.Model.ConvertPipelineToOnnx(model, view, stream, ["Score"], verifyRows: 0)), FileRounds);
        Onnx(name, file, convert, rows, calls);
    }

    private static void Chain(string name, string road, byte[] file, double save, LabelledRow[] rows, int calls, bool restores)
    {
        var features = rows[0].Features.Length;
        ITransformer Load(MLContext context)
        {
            var loaded = context.Model.Load(new MemoryStream(file), out _);
            return restores ? context.Model.RestoreNetworks(context, loaded) : loaded;
        }

        var load = Least(
            () =>
            {
                var fresh = new MLContext();
                using var first = fresh.Model.CreatePredictionEngine<LabelledRow, Answer>(Load(fresh), inputSchemaDefinition: LabelledRow.Definition(features));
                first.Predict(rows[0]);
            },
            FileRounds);
        var context = new MLContext();
        var model = Load(context);
        var view = context.Data.LoadFromEnumerable(rows, LabelledRow.Definition(features));
        var batch = Least(() => Trace.Assert(model.Transform(view).GetColumn<float>("Score").All(float.IsFinite))) / rows.Length;
        using var engine = context.Model.CreatePredictionEngine<LabelledRow, Answer>(model, inputSchemaDefinition: LabelledRow.Definition(features));
        var answer = new Answer();
        Write(name, road, file.Length, save, load, Single(() => engine.Predict(rows[0], ref answer), calls), batch);
    }

    private static void Onnx(string name, byte[] file, double save, LabelledRow[] rows, int calls)
    {
        var features = rows[0].Features.Length;
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var run = new RunOptions();
        float[] all = [.. rows.SelectMany(row => row.Features)];
        void Run(InferenceSession session, OrtValue input)
        {
            using var results = session.Run(run, session.InputNames, [input], session.OutputNames);
            _ = results[0].GetTensorDataAsSpan<float>()[0];
        }

        using var one = OrtValue.CreateTensorValueFromMemory(rows[0].Features, [1, features]);
        using var many = OrtValue.CreateTensorValueFromMemory(all, [rows.Length, features]);
        var load = Least(
            () =>
            {
                using var fresh = new InferenceSession(file, options);
                Run(fresh, one);
            },
            FileRounds);
        using var session = new InferenceSession(file, options);
        var batch = Least(() => Run(session, many)) / rows.Length;
        Write(name, "ONNX, in ONNX Runtime", file.Length, save, load, Single(() => Run(session, one), calls), batch);
    }

    private static void Write(string name, string road, int size, double save, double load, (double Seconds, double Bytes) row, double batch) => Console.WriteLine(
        $"| {name} | {road} | {size / 1024.0:F1} KiB | {save * 1e3:F1} ms | {load * 1e3:F1} ms | {row.Seconds * 1e6:F2} µs | {row.Bytes:F0} | {batch * 1e6:F2} µs |");

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static (double Seconds, double Bytes) Single(Action predict, int calls)
    {
        var bytes = double.MaxValue;
        var seconds = Least(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < calls; i++)
            {
                predict();
            }

            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls);
        });
        return (seconds / calls, bytes);
    }

    private static double Least(Action action, int rounds = Rounds)
    {
        var least = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }

    internal sealed class Answer
    {
        public float Score { get; set; }
    }
}
