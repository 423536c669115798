using System.Globalization;
using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.Native.Layers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>
/// A network as steps of ML.NET's own, which ML.NET can save: a mapping gives each row a key, an expression turns any key into the
/// network as text, a mapping scores the row with it, and more mappings make ML.NET's columns.
/// </summary>
internal static class PortableChain
{
    private static readonly string[] Temporary =
    [
        CarriedColumns.Key, CarriedColumns.Network, CarriedColumns.Features, CarriedColumns.Scores, CarriedColumns.Probabilities,
        CarriedColumns.Answers, CarriedColumns.Class,
    ];

    /// <summary>Makes the steps.</summary>
    /// <param name="context">The context.</param>
    /// <param name="scorer">The network with its columns.</param>
    /// <exception cref="NetworkException">It has more outputs than can be carried.</exception>
    public static TransformerChain<ITransformer> Create(MLContext context, NetworkScorer scorer)
    {
        var count = scorer.Network.OutputShapes[0].Size;
        if (count >> CarriedPieces.Sizes > 0)
        {
            throw new NetworkException(string.Create(
                CultureInfo.InvariantCulture, $"A saved model carries networks of up to {(1 << CarriedPieces.Sizes) - 1} outputs, this one has {count}."));
        }

        var vector = (VectorDataViewType)scorer.FeatureColumnType;
        var description = new CarriedDescription(
            scorer.Task, scorer.Reading, scorer.Threshold, scorer.FeatureColumnName, [.. vector.Dimensions], scorer.Columns[0].Name, scorer.NamesOfOutputs);
        var chain = new ChainBuilder(new LookupView(scorer.FeatureColumnName, scorer.FeatureColumnType));
        chain.Add(context.Transforms.CopyColumns(CarriedColumns.Features, scorer.FeatureColumnName));
        chain.Add(context.Transforms.CustomMapping(new CarriedKey().GetMapping(), CarriedColumns.KeyMapping));
        chain.Add(context.Transforms.Expression(CarriedColumns.Network, Constant(CarriedNetwork.Write(description, scorer.Network)), CarriedColumns.Key));
        chain.Add(context.Transforms.CustomMapping(new CarriedScores().GetMapping(), CarriedColumns.ScoreMapping));
        AddColumns(context, chain, scorer, count);
        chain.Add(context.Transforms.DropColumns(Temporary));
        return chain.ToChain();
    }

    // An expression that is a text whatever it is given. A table of one entry could carry it too, but ML.NET goes through reflection at each look into one.
    private static string Constant(string text) =>
        $"key => \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static void AddColumns(MLContext context, ChainBuilder chain, NetworkScorer scorer, int count)
    {
        switch (scorer.Task)
        {
            case LearningTask.Binary:
                chain.Add(context.Transforms.CustomMapping(new CarriedBinary().GetMapping(), CarriedColumns.BinaryMapping));
                break;
            case LearningTask.Regression:
                chain.Add(context.Transforms.CustomMapping(new CarriedNumber().GetMapping(), CarriedColumns.NumberMapping));
                break;
            case LearningTask.Multiclass:
                AddClass(context, chain, scorer.Columns[0], count);
                AddVector(context, chain, OutputNames.Score, CarriedColumns.Scores, count);
                break;
            case LearningTask.MultiLabel:
                AddVector(context, chain, OutputNames.PredictedLabel, CarriedColumns.Answers, count);
                chain.Add(context.Transforms.Conversion.ConvertType(OutputNames.PredictedLabel, outputKind: DataKind.Boolean));
                AddVector(context, chain, OutputNames.Score, CarriedColumns.Scores, count);
                AddVector(context, chain, OutputNames.Probability, CarriedColumns.Probabilities, count);
                break;
            default:
                AddVector(context, chain, scorer.Columns[0].Name, CarriedColumns.Scores, count);
                break;
        }
    }

    // A table from class indices to keys keeps the type of the keys and their values, whatever type these have.
    private static void AddClass(MLContext context, ChainBuilder chain, OutputColumn column, int count)
    {
        var table = new LookupView(column.Type, column.Annotations, count);
        chain.Add(context.Transforms.Conversion.MapValue(
            column.Name, table, table.Schema[LookupView.KeyColumn], table.Schema[LookupView.ValueColumn], CarriedColumns.Class));
    }

    private static void AddVector(MLContext context, ChainBuilder chain, string name, string source, int count)
    {
        int[] exponents = [.. Enumerable.Range(0, CarriedPieces.Sizes).Reverse().Where(exponent => (count >> exponent & 1) == 1)];
        string[] pieces = [.. exponents.Select(CarriedPieces.Column)];
        chain.Add(context.Transforms.CopyColumns(CarriedColumns.Vector, source));
        foreach (var exponent in exponents)
        {
            chain.Add(Piece(context, exponent));
        }

        chain.Add(context.Transforms.Concatenate(name, pieces));
        chain.Add(context.Transforms.DropColumns([CarriedColumns.Vector, .. pieces]));
    }

    private static IEstimator<ITransformer> Piece(MLContext context, int exponent) => exponent switch
    {
        0 => context.Transforms.CustomMapping(new CarriedPieces.Piece0().GetMapping(), CarriedPieces.Mapping(0)),
        1 => context.Transforms.CustomMapping(new CarriedPieces.Piece1().GetMapping(), CarriedPieces.Mapping(1)),
        2 => context.Transforms.CustomMapping(new CarriedPieces.Piece2().GetMapping(), CarriedPieces.Mapping(2)),
        3 => context.Transforms.CustomMapping(new CarriedPieces.Piece3().GetMapping(), CarriedPieces.Mapping(3)),
        4 => context.Transforms.CustomMapping(new CarriedPieces.Piece4().GetMapping(), CarriedPieces.Mapping(4)),
        5 => context.Transforms.CustomMapping(new CarriedPieces.Piece5().GetMapping(), CarriedPieces.Mapping(5)),
        6 => context.Transforms.CustomMapping(new CarriedPieces.Piece6().GetMapping(), CarriedPieces.Mapping(6)),
        7 => context.Transforms.CustomMapping(new CarriedPieces.Piece7().GetMapping(), CarriedPieces.Mapping(7)),
        8 => context.Transforms.CustomMapping(new CarriedPieces.Piece8().GetMapping(), CarriedPieces.Mapping(8)),
        9 => context.Transforms.CustomMapping(new CarriedPieces.Piece9().GetMapping(), CarriedPieces.Mapping(9)),
        10 => context.Transforms.CustomMapping(new CarriedPieces.Piece10().GetMapping(), CarriedPieces.Mapping(10)),
        11 => context.Transforms.CustomMapping(new CarriedPieces.Piece11().GetMapping(), CarriedPieces.Mapping(11)),
        12 => context.Transforms.CustomMapping(new CarriedPieces.Piece12().GetMapping(), CarriedPieces.Mapping(12)),
        13 => context.Transforms.CustomMapping(new CarriedPieces.Piece13().GetMapping(), CarriedPieces.Mapping(13)),
        14 => context.Transforms.CustomMapping(new CarriedPieces.Piece14().GetMapping(), CarriedPieces.Mapping(14)),
        15 => context.Transforms.CustomMapping(new CarriedPieces.Piece15().GetMapping(), CarriedPieces.Mapping(15)),
        16 => context.Transforms.CustomMapping(new CarriedPieces.Piece16().GetMapping(), CarriedPieces.Mapping(16)),
        _ => throw new ArgumentOutOfRangeException(nameof(exponent)),
    };
}
