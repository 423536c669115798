using Interop.MLNetExtensions.Scoring;
using Interop.Native.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Transformers;

/// <summary>A network with the column that it reads and the columns that it adds.</summary>
/// <param name="Network">The network, built.</param>
/// <param name="Reading">How its outputs are read.</param>
/// <param name="Task">What it predicts; null where its outputs are just a vector.</param>
/// <param name="Threshold">The probability above which a label is a yes.</param>
/// <param name="FeatureColumnName">The column that it reads.</param>
/// <param name="FeatureColumnType">The type of that column.</param>
/// <param name="Columns">The columns that it adds.</param>
internal sealed record NetworkScorer(
    Network Network,
    ScoreReading Reading,
    LearningTask? Task,
    float Threshold,
    string FeatureColumnName,
    DataViewType FeatureColumnType,
    IReadOnlyList<OutputColumn> Columns)
{
    /// <summary>The names of several numbers or labels; null where they have none.</summary>
    public string[]? NamesOfOutputs => Task is LearningTask.MultiOutputRegression or LearningTask.MultiLabel
        ? OutputAnnotations.Names(Columns[0].Annotations, isKey: false, Network.OutputShapes[0].Size)
        : null;

    /// <summary>The scorer of a task, with ML.NET's columns.</summary>
    /// <param name="network">The network.</param>
    /// <param name="reading">How its outputs are read.</param>
    /// <param name="task">The task.</param>
    /// <param name="options">Column names and threshold.</param>
    /// <param name="trained">The schema that it was trained on, which has the label.</param>
    public static NetworkScorer ForTask(Network network, ScoreReading reading, LearningTask task, NeuralNetworkOptions options, DataViewSchema trained) => new(
        network,
        reading,
        task,
        options.Threshold,
        options.FeatureColumnName,
        trained[options.FeatureColumnName].Type,
        TaskColumns(task, network.OutputShapes[0].Size, trained[options.LabelColumnName].Type, trained[options.LabelColumnName].Annotations));

    /// <summary>The scorer of a network whose outputs become a vector of their shape.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputColumnName">The column that it reads.</param>
    /// <param name="inputColumnType">The type of that column.</param>
    /// <param name="outputColumnName">The column that it adds.</param>
    public static NetworkScorer ForVector(Network network, string inputColumnName, DataViewType inputColumnType, string outputColumnName)
    {
        var column = OutputColumns.Scores(outputColumnName, network.OutputShapes[0].Size, DataViewSchema.Annotations.Empty);
        int[] dimensions = network.OutputShapes[0].Rank > 0 ? [.. network.OutputShapes[0]] : [1];
        return new NetworkScorer(
            network,
            ScoreReading.Values,
            null,
            0.5f,
            inputColumnName,
            inputColumnType,
            [column with { Type = new VectorDataViewType(NumberDataViewType.Single, dimensions) }]);
    }

    /// <summary>A task's columns.</summary>
    /// <param name="task">The task.</param>
    /// <param name="count">The number of outputs.</param>
    /// <param name="labelType">The type of the label.</param>
    /// <param name="label">What is told of the label.</param>
    public static IReadOnlyList<OutputColumn> TaskColumns(LearningTask task, int count, DataViewType labelType, DataViewSchema.Annotations label)
    {
        const string binary = "BinaryClassification", multiclass = "MulticlassClassification", regression = "Regression";
        const string multiOutput = "MultiOutputRegression", multiLabel = "MultiLabelClassification";
        switch (task)
        {
            case LearningTask.Multiclass:
                var classes = OutputAnnotations.Names(label, isKey: true, count) ?? [.. Enumerable.Range(0, count).Select(index => $"{index}")];
                return
                [
                    OutputColumns.Class(OutputNames.PredictedLabel, (KeyDataViewType)labelType, OutputAnnotations.Create(multiclass, OutputNames.PredictedLabel, label: label)),
                    OutputColumns.Scores(OutputNames.Score, count, OutputAnnotations.Create(multiclass, OutputNames.Score, classes)),
                ];
            case LearningTask.Binary:
                return
                [
                    OutputColumns.Label(OutputNames.PredictedLabel, OutputAnnotations.Create(binary, OutputNames.PredictedLabel)),
                    OutputColumns.Score(OutputNames.Score, OutputAnnotations.Create(binary, OutputNames.Score)),
                    OutputColumns.Probability(OutputNames.Probability, OutputAnnotations.Create(binary, OutputNames.Probability)),
                ];
            case LearningTask.Regression:
                return [OutputColumns.Score(OutputNames.Score, OutputAnnotations.Create(regression, OutputNames.Score))];
            case LearningTask.MultiOutputRegression:
                return [OutputColumns.Scores(OutputNames.Score, count, OutputAnnotations.Create(multiOutput, OutputNames.Score, OutputAnnotations.Names(label, false, count)))];
            default:
                var names = OutputAnnotations.Names(label, isKey: false, count);
                return
                [
                    OutputColumns.Labels(OutputNames.PredictedLabel, count, OutputAnnotations.Create(multiLabel, OutputNames.PredictedLabel, names)),
                    OutputColumns.Scores(OutputNames.Score, count, OutputAnnotations.Create(multiLabel, OutputNames.Score, names)),
                    OutputColumns.Probabilities(OutputNames.Probability, count, OutputAnnotations.Create(multiLabel, OutputNames.Probability, names)),
                ];
        }
    }

    /// <summary>A buffer for some rows.</summary>
    /// <param name="capacity">The number of rows.</param>
    public ScoreBuffer CreateBuffer(int capacity) => new(Network, Reading, Threshold, capacity);

    /// <summary>Checks that a schema has the column that is read, of the type that was trained on.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>The column.</returns>
    public DataViewSchema.Column FeatureColumn(DataViewSchema schema)
    {
        var column = schema.GetColumnOrNull(FeatureColumnName) ?? throw SchemaMismatch.Missing("feature", FeatureColumnName);

        // Dimensions may differ, as between a flat vector and an image of as many pixels.
        var fits = column.Type is VectorDataViewType vector && vector.ItemType.Equals(NumberDataViewType.Single)
            && vector.Size == ((VectorDataViewType)FeatureColumnType).Size;
        return fits ? column : throw SchemaMismatch.Type("feature", FeatureColumnName, $"{FeatureColumnType}", $"{column.Type}");
    }

    /// <summary>A schema with the columns added.</summary>
    /// <param name="input">The schema before.</param>
    public DataViewSchema AddTo(DataViewSchema input)
    {
        FeatureColumn(input);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input.AsEnumerable());
        foreach (var column in Columns)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        return builder.ToSchema();
    }
}
