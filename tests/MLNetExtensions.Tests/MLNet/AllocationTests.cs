using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>A PredictionEngine allocates for a network what it allocates for ML.NET's own linear model, and not a byte more.</summary>
public class AllocationTests
{
    private const int Calls = 1000;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_binary_prediction_allocates_no_more_than_with_MLNets_own_trainer()
    {
        var rows = Tasks.BinaryRows(20, 1);
        var data = _context.Data.LoadFromEnumerable(rows);

        Assert.Equal(
            Allocated<Tasks.BinaryRow, BinaryAnswer>(_context.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(data), rows),
            Allocated<Tasks.BinaryRow, BinaryAnswer>(_context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1).Fit(data), rows));
    }

    [Fact]
    public void A_regression_allocates_no_more_than_with_MLNets_own_trainer()
    {
        var rows = Tasks.RegressionRows(20, 1);
        var data = _context.Data.LoadFromEnumerable(rows);

        Assert.Equal(
            Allocated<Tasks.RegressionRow, NumberAnswer>(_context.Regression.Trainers.Sdca().Fit(data), rows),
            Allocated<Tasks.RegressionRow, NumberAnswer>(_context.Regression.Trainers.NeuralNetwork(_context, epochs: 1).Fit(data), rows));
    }

    [Fact]
    public void A_pipeline_of_several_classes_allocates_no_more_than_with_MLNets_own_trainer()
    {
        var rows = Flowers.Rows(60, 1);
        var data = _context.Data.LoadFromEnumerable(rows);
        ITransformer Fit(IEstimator<ITransformer> trainer) =>
            Flowers.Preparation(_context).Append(trainer).Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel")).Fit(data);

        Assert.Equal(
            Allocated<Flowers.Flower, Flowers.Answer>(Fit(_context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()), rows),
            Allocated<Flowers.Flower, Flowers.Answer>(Fit(Flowers.Trainer(_context, 1)), rows));
    }

    [Fact]
    public void A_loaded_regression_allocates_no_more_either()
    {
        var rows = Tasks.RegressionRows(20, 1);
        var data = _context.Data.LoadFromEnumerable(rows);

        Assert.Equal(
            Allocated<Tasks.RegressionRow, NumberAnswer>(_context.Regression.Trainers.Sdca().Fit(data), rows),
            Allocated<Tasks.RegressionRow, NumberAnswer>(Reload(_context.Regression.Trainers.NeuralNetwork(_context, epochs: 1).Fit(data), data), rows));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Several_numbers_and_several_labels_allocate_nothing(bool isLoaded)
    {
        var (numbers, labels) = (Tasks.MultiOutput(_context, 20, 1), Tasks.MultiLabel(_context, 20, 1));
        ITransformer number = _context.MultiOutputRegression.NeuralNetwork(epochs: 1).Fit(numbers);
        ITransformer label = _context.MultiLabelClassification.NeuralNetwork(epochs: 1).Fit(labels);
        if (isLoaded)
        {
            (number, label) = (Reload(number, numbers), Reload(label, labels));
        }

        Assert.Equal(0, Allocated<Tasks.MultiOutputRow, NumbersAnswer>(number, [.. _context.Data.CreateEnumerable<Tasks.MultiOutputRow>(numbers, reuseRowObject: false)]));
        Assert.Equal(0, Allocated<Tasks.MultiLabelRow, LabelsAnswer>(label, [.. _context.Data.CreateEnumerable<Tasks.MultiLabelRow>(labels, reuseRowObject: false)]));
    }

    [Fact]
    public void A_loaded_model_allocates_no_more_either()
    {
        var rows = Tasks.BinaryRows(20, 1);
        var data = _context.Data.LoadFromEnumerable(rows);
        using var stream = new MemoryStream();
        _context.Model.Save(_context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1).Fit(data), data.Schema, stream);

        Assert.Equal(
            Allocated<Tasks.BinaryRow, BinaryAnswer>(_context.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(data), rows),
            Allocated<Tasks.BinaryRow, BinaryAnswer>(_context.Model.Load(new MemoryStream(stream.ToArray()), out _), rows));
    }

    [Fact]
    public void A_restored_pipeline_of_several_classes_allocates_no_more_either()
    {
        // Not restored, it looks its answer up in a table of ML.NET's, which allocates.
        var rows = Flowers.Rows(60, 1);
        var data = _context.Data.LoadFromEnumerable(rows);
        ITransformer Load(IEstimator<ITransformer> trainer)
        {
            var model = Flowers.Preparation(_context).Append(trainer).Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel")).Fit(data);
            using var stream = new MemoryStream();
            _context.Model.Save(model, data.Schema, stream);
            return _context.Model.RestoreNetworks(_context, _context.Model.Load(new MemoryStream(stream.ToArray()), out _));
        }

        Assert.Equal(
            Allocated<Flowers.Flower, Flowers.Answer>(Load(_context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()), rows),
            Allocated<Flowers.Flower, Flowers.Answer>(Load(Flowers.Trainer(_context, 1)), rows));
    }

    private ITransformer Reload(ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        return _context.Model.Load(new MemoryStream(stream.ToArray()), out _);
    }

    // Bytes for each call. The least of several rounds: a collection, which any other test may cause, can only add to the count, and what the runtime
    // counts with a block of memory that it hands to the thread is less than a byte for each call.
    private long Allocated<TRow, TAnswer>(ITransformer model, TRow[] rows)
        where TRow : class
        where TAnswer : class, new()
    {
        using var engine = _context.Model.CreatePredictionEngine<TRow, TAnswer>(model);
        var answer = new TAnswer();
        engine.Predict(rows[0], ref answer);
        var least = long.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
            {
                engine.Predict(rows[i % rows.Length], ref answer);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / Calls;
    }

    private sealed class BinaryAnswer
    {
        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class NumbersAnswer
    {
        [VectorType(3)]
        public VBuffer<float> Score { get; set; }
    }

    private sealed class LabelsAnswer
    {
        [VectorType(3)]
        public VBuffer<float> Score { get; set; }

        [VectorType(3)]
        public VBuffer<float> Probability { get; set; }

        [VectorType(3)]
        public VBuffer<bool> PredictedLabel { get; set; }
    }

    private sealed class NumberAnswer
    {
        public float Score { get; set; }
    }
}
