using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Trainers;

/// <summary>
/// The shapes of the columns that a task adds. ML.NET lets only its own assemblies make such shapes, so they come from the estimators of
/// mappings that are never fitted.
/// </summary>
internal static class OutputShapes
{
    /// <summary>Adds a task's columns to a shape.</summary>
    /// <param name="context">The context.</param>
    /// <param name="input">The shape.</param>
    /// <param name="task">The task.</param>
    /// <param name="labelColumnName">The label, whose key type the predicted label takes.</param>
    public static SchemaShape Add(MLContext context, SchemaShape input, LearningTask task, string labelColumnName) => task switch
    {
        LearningTask.Multiclass => Add<VectorScore>(context, context.Transforms.CopyColumns(OutputNames.PredictedLabel, labelColumnName).GetOutputSchema(input)),
        LearningTask.Binary => Add<Binary>(context, input),
        LearningTask.Regression => Add<Score>(context, input),
        LearningTask.MultiOutputRegression => Add<VectorScore>(context, input),
        _ => Add<MultiLabel>(context, input),
    };

    /// <summary>Adds a vector of Single to a shape.</summary>
    /// <param name="context">The context.</param>
    /// <param name="input">The shape.</param>
    /// <param name="columnName">The name of the column.</param>
    public static SchemaShape AddVector(MLContext context, SchemaShape input, string columnName)
    {
        var definition = SchemaDefinition.Create(typeof(VectorScore), SchemaDefinition.Direction.Write);
        definition[OutputNames.Score].ColumnName = columnName;
        return context.Transforms.CustomMapping<Nothing, VectorScore>((_, _) => { }, null, null, definition).GetOutputSchema(input);
    }

    private static SchemaShape Add<T>(MLContext context, SchemaShape input)
        where T : class, new() =>
        context.Transforms.CustomMapping<Nothing, T>((_, _) => { }, null).GetOutputSchema(input);

    private sealed class Nothing;

    private sealed class Score
    {
        [ColumnName(OutputNames.Score)]
        public float Value { get; set; }
    }

    private sealed class VectorScore
    {
        [ColumnName(OutputNames.Score)]
        [VectorType(1)]
        public float[]? Values { get; set; }
    }

    private sealed class Binary
    {
        [ColumnName(OutputNames.Score)]
        public float Score { get; set; }

        [ColumnName(OutputNames.Probability)]
        public float Probability { get; set; }

        [ColumnName(OutputNames.PredictedLabel)]
        public bool PredictedLabel { get; set; }
    }

    private sealed class MultiLabel
    {
        [ColumnName(OutputNames.Score)]
        [VectorType(1)]
        public float[]? Scores { get; set; }

        [ColumnName(OutputNames.Probability)]
        [VectorType(1)]
        public float[]? Probabilities { get; set; }

        [ColumnName(OutputNames.PredictedLabel)]
        [VectorType(1)]
        public bool[]? PredictedLabels { get; set; }
    }
}
