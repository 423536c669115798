using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

public class MulticlassTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_chain_fits_transforms_and_evaluates()
    {
        var model = Flowers.Pipeline(_context).Fit(Flowers.View(_context, 600, 1));

        var metrics = _context.MulticlassClassification.Evaluate(model.Transform(Flowers.View(_context, 300, 7)));

        Assert.InRange(metrics.MicroAccuracy, 0.8, 1);
        Assert.InRange(metrics.LogLoss, 0, 0.5);
        Assert.Contains("setosa", metrics.ConfusionMatrix.GetFormattedConfusionTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_have_the_types_and_annotations_that_evaluators_and_mappings_need()
    {
        var data = Flowers.View(_context, 60, 1);
        var schema = Flowers.Preparation(_context).Append(Flowers.Trainer(_context, 1)).Fit(data).GetOutputSchema(data.Schema);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), schema["Score"].Type);
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), schema["PredictedLabel"].Type);
        Assert.Equal(["SlotNames", "ScoreColumnKind", "ScoreValueKind"], schema["Score"].Annotations.Schema.Select(column => column.Name));
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        schema["PredictedLabel"].Annotations.GetValue("KeyValues", ref names);
        Assert.Equal(Flowers.Names, names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Predicted_keys_map_to_their_values()
    {
        var data = Flowers.View(_context, 300, 1);
        var scored = Flowers.Pipeline(_context).Fit(data).Transform(data);

        var answers = _context.Data.CreateEnumerable<Flowers.Answer>(scored, reuseRowObject: false).ToArray();

        Assert.All(answers, answer => Assert.Equal(Flowers.Names[answer.PredictedLabel - 1], answer.PredictedKind));
        Assert.All(answers, answer => Assert.Equal(1, answer.Score.Sum(), 5));
        Assert.All(answers, answer => Assert.Equal((int)answer.PredictedLabel - 1, Array.IndexOf(answer.Score, answer.Score.Max())));
    }

    [Fact]
    public void Cross_validation_trains_a_network_for_each_fold()
    {
        var results = _context.MulticlassClassification.CrossValidate(Flowers.View(_context, 400, 1), Flowers.Pipeline(_context), 4);

        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.InRange(result.Metrics.MicroAccuracy, 0.75, 1));
        Assert.Equal(4, results.Select(result => string.Join(' ', Network(result.Model).StateDict().Values.SelectMany(tensor => tensor.ToArray()))).Distinct().Count());
    }

    [Fact]
    public void Permutation_feature_importance_takes_the_transformer()
    {
        var data = Flowers.View(_context, 400, 1);
        var preparation = Flowers.Preparation(_context).Fit(data);
        var prepared = preparation.Transform(data);
        var transformer = Flowers.Trainer(_context).Fit(prepared);

        var importance = _context.MulticlassClassification.PermutationFeatureImportance(transformer, prepared, permutationCount: 2);

        Assert.Equal(4, importance.Length);
        Assert.True(importance[0].MicroAccuracy.Mean < importance[3].MicroAccuracy.Mean - 0.05, "Feature A tells the classes apart, D is noise.");
    }

    [Fact]
    public void A_prediction_engine_gives_what_the_data_view_gives()
    {
        var rows = Flowers.Rows(100, 3);
        var data = _context.Data.LoadFromEnumerable(rows);
        var model = Flowers.Pipeline(_context, 3).Fit(data);
        using var engine = _context.Model.CreatePredictionEngine<Flowers.Flower, Flowers.Answer>(model);

        var scored = _context.Data.CreateEnumerable<Flowers.Answer>(model.Transform(data), reuseRowObject: false).ToArray();

        for (var i = 0; i < rows.Length; i++)
        {
            var single = engine.Predict(rows[i]);
            Assert.Equal(scored[i].Score, single.Score);
            Assert.Equal(scored[i].PredictedKind, single.PredictedKind);
        }
    }

    [Theory]
    [InlineData(DataKind.Byte, typeof(byte))]
    [InlineData(DataKind.UInt16, typeof(ushort))]
    [InlineData(DataKind.UInt32, typeof(uint))]
    [InlineData(DataKind.UInt64, typeof(ulong))]
    public void Keys_of_every_type_are_labels(DataKind kind, Type type)
    {
        var data = Flowers.View(_context, 200, 1);
        var prepared = Flowers.Preparation(_context).Append(_context.Transforms.Conversion.ConvertType("Label", outputKind: kind)).Fit(data).Transform(data);
        Assert.Equal(new KeyDataViewType(type, 3), prepared.Schema["Label"].Type);

        var model = Flowers.Trainer(_context, 10).Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel")).Fit(prepared);
        var scored = model.Transform(prepared);

        Assert.Equal(new KeyDataViewType(type, 3), scored.Schema["PredictedLabel"].Type);
        Assert.InRange(_context.MulticlassClassification.Evaluate(scored).MicroAccuracy, 0.7, 1);
        Assert.Equal(_context.MulticlassClassification.Evaluate(scored).MicroAccuracy, RightNames(scored), 9);
    }

    [Fact]
    public void The_network_can_be_reached()
    {
        var data = Flowers.View(_context, 60, 1);
        var prepared = Flowers.Preparation(_context).Fit(data).Transform(data);

        var transformer = Flowers.Trainer(_context, 2).Fit(prepared);

        Assert.Equal(4, transformer.Model.InputShapes[0][0]);
        Assert.Equal(2, transformer.History!.Epochs.Count);
        Assert.Equal("Features", transformer.FeatureColumnName);
        Assert.Equal((4 * 16) + 16 + (16 * 3) + 3, transformer.Model.ParameterCount);
    }

    private static Interop.Native.Networks.Network Network(ITransformer model) =>
        ((IEnumerable<ITransformer>)model).OfType<NeuralNetworkTransformer>().Concat(
            ((IEnumerable<ITransformer>)model).OfType<IEnumerable<ITransformer>>().SelectMany(chain => chain).OfType<NeuralNetworkTransformer>()).Single().Model;

    private static double RightNames(IDataView scored) => scored.GetColumn<string>("PredictedKind")
        .Zip(scored.GetColumn<string>(nameof(Flowers.Flower.Kind)), (predicted, right) => predicted == right ? 1.0 : 0).Average();
}
