using Interop.MLNetExtensions;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

public class DataTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Sparse_text_features_train_and_score()
    {
        var data = TextRow.View(_context, 300);
        var model = _context.Transforms.Text.FeaturizeText("Features", nameof(TextRow.Text))
            .Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 5))
            .Fit(data);

        var vectors = model.Transform(data).GetColumn<VBuffer<float>>("Features").ToArray();
        Assert.All(vectors, vector => Assert.InRange(vector.GetValues().Length, 1, vector.Length / 2));
        Assert.All(vectors, vector => Assert.False(vector.IsDense));
        var metrics = _context.BinaryClassification.Evaluate(model.Transform(data));

        Assert.InRange(metrics.Accuracy, 0.99, 1);
    }

    [Fact]
    public void Sparse_and_dense_rows_give_the_same_network()
    {
        SparseRow[] dense = [.. Enumerable.Range(0, 60).Select(i => new SparseRow { Label = i % 2 == 0, Features = new VBuffer<float>(100, Dense(i)) })];
        SparseRow[] sparse = [.. Enumerable.Range(0, 60).Select(i => new SparseRow { Label = i % 2 == 0, Features = Sparse(i) })];
        float[] Train(SparseRow[] rows, DataCaching caching)
        {
            var data = _context.Data.LoadFromEnumerable(rows, SparseRow.Schema);
            var model = _context.BinaryClassification.Trainers.NeuralNetwork(
                _context, new NeuralNetworkOptions { Epochs = 3, Seed = 4, Caching = caching, Shuffle = false }).Fit(data);
            return [.. model.Transform(data).GetColumn<float>("Score")];
        }

        var expected = Train(dense, DataCaching.Memory);

        Assert.Equal(expected, Train(sparse, DataCaching.Memory));
        Assert.Equal(expected, Train(sparse, DataCaching.Stream));
        Assert.Equal(expected, Train(dense, DataCaching.Stream));

        static float[] Dense(int i)
        {
            var values = new float[100];
            values[i] = 1;
            values[99 - (i % 10)] = 2;
            return values;
        }

        static VBuffer<float> Sparse(int i) => new(100, 2, [1, 2], [i, 99 - (i % 10)]);
    }

    [Fact]
    public void Streamed_rows_train_as_well_as_cached_ones()
    {
        var data = Flowers.Preparation(_context).Fit(Flowers.View(_context, 600, 1)).Transform(Flowers.View(_context, 600, 1));
        var options = new NeuralNetworkOptions { HiddenSizes = [16], Epochs = 15, LearningRate = 0.01f, Caching = DataCaching.Stream, ShuffleBuffer = 100, ValidationFraction = 0.2 };

        var model = _context.MulticlassClassification.Trainers.NeuralNetwork(_context, options).Fit(data);

        Assert.InRange(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy, 0.7, 1);
        Assert.Contains("val_loss", model.History!.Epochs[0].Values.Keys);
    }

    [Theory]
    [InlineData(DataCaching.Memory)]
    [InlineData(DataCaching.Stream)]
    public void Rows_with_something_missing_are_left_out_and_counted(DataCaching caching)
    {
        var rows = Tasks.BinaryRows(100, 1).Select(row => new MissingRow { Features = row.Features, Label = row.Label ? 1 : 0 }).ToArray();
        for (var i = 0; i < 10; i++)
        {
            rows[i].Label = float.NaN;
            rows[50 + i].Features = [float.NaN, 0];
        }

        var messages = new List<string>();
        _context.Log += (_, line) => messages.Add(line.Message);
        var trainer = _context.BinaryClassification.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { Epochs = 1, Caching = caching });

        trainer.Fit(_context.Data.LoadFromEnumerable(rows));

        Assert.Contains(messages, message => message.Contains("10 training rows without a label and 10 with a feature", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("Training on 80 rows", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("Epoch 1 of 1: loss", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DataCaching.Memory, 1)]
    [InlineData(DataCaching.Stream, 3)]
    public void A_view_is_read_once_into_memory_or_streamed_no_farther_ahead_than_the_shuffle_buffer_and_some_batches(DataCaching caching, int expected)
    {
        const int count = 3000, batch = 10, buffer = 100, ahead = 10;
        var (passes, last, farthest) = (0, 0, 0);
        IEnumerable<Tasks.RegressionRow> Rows()
        {
            passes++;
            for (var i = 0; i < count; i++)
            {
                Volatile.Write(ref last, i);
                yield return new Tasks.RegressionRow { Features = [i % 7, i % 5], Label = i % 3 };
            }
        }

        var options = new NeuralNetworkOptions
        {
            Epochs = 2,
            BatchSize = batch,
            HiddenSizes = [],
            Caching = caching,
            ShuffleBuffer = buffer,
            CreateCallbacks = () => [new LambdaCallback(onBatchEnd: (run, _) => farthest = Math.Max(farthest, Volatile.Read(ref last) - ((run.StepInEpoch - 1) * batch)))],
        };
        var trainer = _context.Regression.Trainers.NeuralNetwork(_context, options);

        trainer.Fit(_context.Data.LoadFromEnumerable(Rows()));

        // Streamed: once to count them, and once in each epoch.
        Assert.Equal(expected, passes);
        if (caching == DataCaching.Stream)
        {
            Assert.InRange(farthest, buffer, buffer + ((ahead + 2) * batch));
        }
    }

    [Theory]
    [InlineData(MissingRows.Skip)]
    [InlineData(MissingRows.Refuse)]
    public void The_missing_key_is_no_class_to_train_on(MissingRows policy)
    {
        var definition = SchemaDefinition.Create(typeof(Tasks.ImageRow));
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), 2);

        // Raw values of 0 and 1 are keys 1 and 2, any other is the missing key, 0.
        var rows = Enumerable.Range(0, 20).Select(i => new Tasks.ImageRow { Features = [i, .. new float[63]], Label = (uint)(i % 3) }).ToArray();
        var data = _context.Data.LoadFromEnumerable(rows, definition);
        var messages = new List<string>();
        _context.Log += (_, line) => messages.Add(line.Message);
        var trainer = _context.MulticlassClassification.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { Epochs = 1, MissingRows = policy });

        if (policy == MissingRows.Refuse)
        {
            Assert.Contains("Row 2 has no label", Assert.Throws<NetworkException>(() => trainer.Fit(data)).Message, StringComparison.Ordinal);
            return;
        }

        trainer.Fit(data);

        Assert.Contains(messages, message => message.Contains("6 training rows without a label and 0 with a feature", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("Training on 14 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_with_something_missing_can_be_refused()
    {
        var rows = Enumerable.Range(0, 20).Select(i => new MissingRow { Features = [i, i == 13 ? float.NaN : 0], Label = i % 2 }).ToArray();
        var trainer = _context.Regression.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { MissingRows = MissingRows.Refuse });

        var error = Assert.Throws<NetworkException>(() => trainer.Fit(_context.Data.LoadFromEnumerable(rows)));

        Assert.Contains("Row 13", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scored_data_can_be_shuffled_saved_cached_and_cut_short()
    {
        var data = Flowers.View(_context, 1000, 1);
        var model = Flowers.Pipeline(_context, 2).Fit(data);
        var scored = model.Transform(data);
        var expected = Rows(scored);

        var shuffled = Rows(_context.Data.ShuffleRows(scored, seed: 3));
        using var stream = new MemoryStream();
        _context.Data.SaveAsBinary(scored, stream);
        var saved = Path.GetTempFileName();
        File.WriteAllBytes(saved, stream.ToArray());

        Assert.NotEqual(expected, shuffled);
        Assert.Equal(expected.Order(StringComparer.Ordinal), shuffled.Order(StringComparer.Ordinal));
        Assert.Equal(expected, Rows(_context.Data.LoadFromBinary(saved)));
        Assert.Equal(expected, Rows(_context.Data.Cache(scored)));
        Assert.Equal(expected.Take(50), Rows(_context.Data.TakeRows(scored, 50)));
        File.Delete(saved);
    }

    [Fact]
    public void A_cache_checkpoint_before_the_trainer_changes_nothing()
    {
        var data = Flowers.View(_context, 100, 1);
        float[] Scores(IEstimator<ITransformer> pipeline) => [.. pipeline.Fit(data).Transform(data).GetColumn<float[]>("Score").SelectMany(score => score)];
        NeuralNetworkTrainer Trainer() => _context.MulticlassClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [4], epochs: 2, seed: 5);

        Assert.Equal(
            Scores(Flowers.Preparation(_context).Append(Trainer())),
            Scores(Flowers.Preparation(_context).AppendCacheCheckpoint(_context).Append(Trainer())));
    }

    [Theory]
    [InlineData("Number", false, 0)]
    [InlineData("Score", false, 0)]
    [InlineData("Score", true, 30)]
    public void Only_what_is_read_is_scored(string name, bool isRead, int scored)
    {
        // The network counts the rows that it is given, the view the features that are read of it.
        var (layer, view) = (new CountingLayer(), new SplitView(Flowers.Rows(30, 1)));
        var network = new Sequential(layer, new Dense(2)) { Threads = 1 };
        network.Build(4);
        var data = _context.Transforms.ApplyNetwork(_context, network).Fit(view).Transform(view);
        (layer.Rows, layer.Calls) = (0, 0);

        using (var cursor = data.GetRowCursor([data.Schema[name]]))
        {
            Assert.Equal(name == "Score", cursor.IsColumnActive(data.Schema["Score"]));
            Assert.False(cursor.IsColumnActive(data.Schema["Features"]));
            Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(data.Schema["Features"]));
            var read = isRead ? cursor.GetGetter<VBuffer<float>>(data.Schema[name]) : null;
            var value = default(VBuffer<float>);
            while (cursor.MoveNext())
            {
                read?.Invoke(ref value);
            }
        }

        Assert.Equal(scored, layer.Rows);

        // In batches of 8, 16 and what is left.
        Assert.Equal(isRead ? 3 : 0, layer.Calls);
        Assert.Equal(name == "Score" ? 30 : 0, view.FeaturesRead);
    }

    [Fact]
    public void Rows_keep_their_positions_and_ids_while_they_are_read_ahead()
    {
        var data = _context.Data.ShuffleRows(Flowers.View(_context, 300, 1), seed: 5);
        var scored = Flowers.Pipeline(_context, 1).Fit(data).Transform(data);
        using var expected = data.GetRowCursor([data.Schema["A"]], new Random(3));
        using var cursor = scored.GetRowCursor([scored.Schema["A"], scored.Schema["Score"]], new Random(3));
        var (readExpectedId, readId) = (expected.GetIdGetter(), cursor.GetIdGetter());
        var (readExpected, read) = (expected.GetGetter<float>(data.Schema["A"]), cursor.GetGetter<float>(scored.Schema["A"]));
        var (expectedId, id) = (default(DataViewRowId), default(DataViewRowId));
        var (expectedValue, value) = (0f, 0f);

        Assert.Equal(-1, cursor.Position);
        while (expected.MoveNext())
        {
            Assert.True(cursor.MoveNext());
            readExpectedId(ref expectedId);
            readId(ref id);
            readExpected(ref expectedValue);
            read(ref value);
            Assert.Equal((expected.Position, expectedId, expectedValue), (cursor.Position, id, value));
        }

        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void Ids_that_are_asked_for_late_are_told_from_the_next_rows_on()
    {
        var data = Flowers.Preparation(_context).Fit(Flowers.View(_context, 60, 1)).Transform(Flowers.View(_context, 60, 1));
        var scored = Flowers.Trainer(_context, 1).Fit(data).Transform(data);
        using var cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.True(cursor.MoveNext());
        var readId = cursor.GetIdGetter();
        var id = default(DataViewRowId);

        var error = Assert.Throws<InvalidOperationException>(() => readId(ref id));

        Assert.Contains("call GetIdGetter before the first MoveNext", error.Message, StringComparison.Ordinal);
        while (cursor.Position < 50)
        {
            Assert.True(cursor.MoveNext());
        }

        readId(ref id);
        Assert.Equal(new DataViewRowId(50, 0), id);
    }

    [Fact]
    public async Task Parallel_cursors_give_every_row_once_with_its_scores_and_batch()
    {
        const int cursors = 4;
        var view = new SplitView(Flowers.Rows(5000, 1));
        var network = new Sequential(new Dense(16, activation: "relu"), new Dense(3, activation: "softmax"));
        network.Build(4);
        var data = _context.Transforms.ApplyNetwork(_context, network).Fit(view).Transform(view);
        var expected = data.GetColumn<float[]>("Score").ToArray();
        var (number, score) = (data.Schema["Number"], data.Schema["Score"]);

        var set = data.GetRowCursorSet([number, score], cursors);

        Assert.Equal(cursors, set.Length);
        using var together = new Barrier(cursors);
        var seen = new List<int>[cursors];
        var threads = set.Select((cursor, i) => Task.Factory.StartNew(
            () =>
            {
                seen[i] = [];
                using (cursor)
                {
                    var (readNumber, readScore) = (cursor.GetGetter<int>(number), cursor.GetGetter<VBuffer<float>>(score));
                    var (row, scores) = (0, default(VBuffer<float>));
                    together.SignalAndWait();
                    while (cursor.MoveNext())
                    {
                        readNumber(ref row);
                        readScore(ref scores);
                        Assert.Equal(SplitView.BatchOf(row), cursor.Batch);
                        Assert.Equal(expected[row], scores.DenseValues());
                        seen[i].Add(row);
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        await Task.WhenAll(threads);

        Assert.All(seen, rows => Assert.InRange(rows.Count, 1000, 1500));
        Assert.Equal(Enumerable.Range(0, 5000), seen.SelectMany(rows => rows).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Eight_threads_share_one_model(bool isLoaded)
    {
        const int threads = 8;
        var rows = Flowers.Rows(5000, 1);
        var data = _context.Data.LoadFromEnumerable(rows);
        ITransformer model = Flowers.Pipeline(_context, 2).Fit(data);
        var expected = Rows(model.Transform(data));
        if (isLoaded)
        {
            using var stream = new MemoryStream();
            _context.Model.Save(model, data.Schema, stream);
            model = _context.Model.Load(new MemoryStream(stream.ToArray()), out _);
        }

        // All begin at once, half of them with views and half with engines.
        using var together = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(worker => Task.Factory.StartNew(
            () =>
            {
                using var engine = new MLContext().Model.CreatePredictionEngine<Flowers.Flower, Flowers.Answer>(model, new PredictionEngineOptions { OwnsTransformer = false });
                together.SignalAndWait();
                if (worker % 2 == 0)
                {
                    Assert.Equal(expected, Rows(model.Transform(data)));
                    return;
                }

                for (var i = 0; i < rows.Length; i++)
                {
                    var answer = engine.Predict(rows[i]);
                    Assert.Equal(expected[i], $"{rows[i].Kind} {string.Join(' ', answer.Score)} {answer.PredictedKind}");
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();

        await Task.WhenAll(workers);
    }

    private static string[] Rows(IDataView scored)
    {
        var kinds = scored.GetColumn<string>("Kind").ToArray();
        var names = scored.GetColumn<string>("PredictedKind").ToArray();
        var scores = scored.GetColumn<float[]>("Score").ToArray();
        return [.. kinds.Select((kind, i) => $"{kind} {string.Join(' ', scores[i])} {names[i]}")];
    }

    private sealed class MissingRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class SparseRow
    {
        public static SchemaDefinition Schema
        {
            get
            {
                var definition = SchemaDefinition.Create(typeof(SparseRow));
                definition[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 100);
                return definition;
            }
        }

        public bool Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }

    private sealed class CountingLayer : Layer
    {
        private int _rows;
        private int _calls;

        public int Calls
        {
            get => _calls;
            set => _calls = value;
        }

        public int Rows
        {
            get => _rows;
            set => _rows = value;
        }

        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

        public override void Forward(LayerContext context)
        {
            Interlocked.Increment(ref _calls);
            Interlocked.Add(ref _rows, context.Output.Length / 4);
            context.Input().CopyTo(context.Output);
        }

        public override void Backward(LayerContext context) => throw new NotSupportedException();
    }
}
