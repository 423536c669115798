using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.MLNetExtensions.Scoring;
using Interop.OnnxBridge;
using Interop.OnnxBridge.Proto;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>Adds a network and the columns that are computed from its outputs to a pipeline's graph.</summary>
internal static class NetworkNodes
{
    /// <summary>Adds them.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="scorer">The network with its columns.</param>
    /// <param name="schema">The schema before the network.</param>
    /// <exception cref="OnnxExportException">A layer cannot be written.</exception>
    public static void Add(PipelineGraph graph, NetworkScorer scorer, DataViewSchema schema)
    {
        var input = graph.Value(scorer.FeatureColumnName);
        var missing = MissingRows(graph, input);
        var sample = scorer.Network.InputShapes[0];
        var dimensions = ((VectorDataViewType)scorer.FeatureColumn(schema).Type).Dimensions;
        if (!dimensions.SequenceEqual(sample))
        {
            input = graph.AddNode("Reshape", [input, graph.AddConstant(name => Constants.Integers(name, [-1, .. sample.Select(extent => (long)extent)]))]);
        }

        var bytes = OnnxExporter.Export(scorer.Network, new OnnxExportOptions { Opset = OpsetUpgrade.Version });
        var output = graph.AddNetwork(ModelProto.Parser.ParseFrom(bytes).Graph, input);
        if (scorer.Task is { } task)
        {
            if (scorer.Network.OutputShapes[0].Rank != 1)
            {
                output = graph.AddNode("Flatten", [output], ("axis", 1));
            }

            AddColumns(graph, scorer, task, output, missing);
        }
        else
        {
            long[] rows = [-1, .. Enumerable.Repeat(1L, scorer.Network.OutputShapes[0].Rank)];
            missing = graph.AddNode("Reshape", [missing, graph.AddConstant(name => Constants.Integers(name, rows))]);
            graph.SetColumn(scorer.Columns[0].Name, NaNWhere(graph, missing, output));
        }
    }

    private static void AddColumns(PipelineGraph graph, NetworkScorer scorer, LearningTask task, string output, string missing)
    {
        var score = scorer.Reading switch
        {
            ScoreReading.ClassLogits => graph.AddNode("Softmax", [output], ("axis", 1)),
            ScoreReading.ClassLogProbabilities => graph.AddNode("Exp", [output]),
            ScoreReading.LabelProbabilities => Logit(graph, output),
            _ => output,
        };
        score = NaNWhere(graph, missing, score);
        graph.SetColumn(OutputNames.Score, score);
        switch (task)
        {
            case LearningTask.Multiclass:
                var best = graph.AddNode("ArgMax", [score], ("axis", 1), ("keepdims", 1));
                var key = graph.AddNode("Add", [best, graph.AddConstant(name => Constants.Integers(name, [1]))]);
                key = graph.AddNode("Where", [missing, graph.AddConstant(name => Constants.Integers(name, [0])), key]);
                graph.SetColumn(OutputNames.PredictedLabel, graph.AddNode("Cast", [key], ("to", (long)Number(scorer.Columns[0].Type.RawType))));
                break;
            case LearningTask.Binary or LearningTask.MultiLabel:
                var threshold = graph.AddConstant(name => Constants.Number(name, ScoreBuffer.ScoreThreshold(scorer.Threshold)));
                var probability = scorer.Reading == ScoreReading.LabelProbabilities ? output : graph.AddNode("Sigmoid", [output]);
                graph.SetColumn(OutputNames.Probability, NaNWhere(graph, missing, probability));
                graph.SetColumn(OutputNames.PredictedLabel, graph.AddNode("Greater", [score, threshold]));
                break;
        }
    }

    // Whether a NaN is among a row's features, for each row.
    private static string MissingRows(PipelineGraph graph, string features)
    {
        var flags = graph.AddNode("IsNaN", [graph.AddNode("Flatten", [features], ("axis", 1))]);
        var numbers = graph.AddNode("Cast", [flags], ("to", (long)TensorProto.Types.DataType.Float));
        var counts = graph.AddNode("ReduceSum", [numbers, graph.AddConstant(name => Constants.Integers(name, [1]))]);
        return graph.AddNode("Cast", [counts], ("to", (long)TensorProto.Types.DataType.Bool));
    }

    private static string NaNWhere(PipelineGraph graph, string missing, string values) =>
        graph.AddNode("Where", [missing, graph.AddConstant(name => Constants.Number(name, float.NaN)), values]);

    // log p − log (1 − p), each p held above 0 as in ScoreBuffer.
    private static string Logit(PipelineGraph graph, string probability)
    {
        var smallest = graph.AddConstant(name => Constants.Number(name, 1e-30f));
        var one = graph.AddConstant(name => Constants.Number(name, 1));
        var yes = graph.AddNode("Log", [graph.AddNode("Max", [probability, smallest])]);
        var no = graph.AddNode("Log", [graph.AddNode("Max", [graph.AddNode("Sub", [one, probability]), smallest])]);
        return graph.AddNode("Sub", [yes, no]);
    }

    private static TensorProto.Types.DataType Number(Type key) => Type.GetTypeCode(key) switch
    {
        TypeCode.Byte => TensorProto.Types.DataType.Uint8,
        TypeCode.UInt16 => TensorProto.Types.DataType.Uint16,
        TypeCode.UInt64 => TensorProto.Types.DataType.Uint64,
        _ => TensorProto.Types.DataType.Uint32,
    };
}
