using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Trainers;

/// <summary>Checks the columns that a trainer reads.</summary>
internal static class InputColumns
{
    private const string Known = "Vector<Single>";

    /// <summary>Checks features, label and weight.</summary>
    /// <param name="find">Finds a column by name.</param>
    /// <param name="options">The names.</param>
    /// <param name="task">What is learnt.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public static void Check(Func<string, SchemaColumn?> find, NeuralNetworkOptions options, LearningTask task)
    {
        CheckFeatures(find, options.FeatureColumnName);
        CheckLabel(find(options.LabelColumnName) ?? throw SchemaMismatch.Missing("label", options.LabelColumnName), options.LabelColumnName, task);
        if (options.ExampleWeightColumnName is { } weight)
        {
            var column = find(weight) ?? throw SchemaMismatch.Missing("weight", weight);
            if (!column.IsScalarOf(NumberDataViewType.Single))
            {
                throw SchemaMismatch.Type("weight", weight, "Single", $"{column}");
            }
        }
    }

    /// <summary>Checks a column of features.</summary>
    /// <param name="find">Finds a column by name.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or no vector of Single of known size.</exception>
    public static void CheckFeatures(Func<string, SchemaColumn?> find, string name)
    {
        var column = find(name) ?? throw SchemaMismatch.Missing("feature", name);
        if (column.IsVectorOf(NumberDataViewType.Single))
        {
            return;
        }

        var remedy = column switch
        {
            { Kind: SchemaShape.Column.VectorKind.VariableVector } => "; its size must be known, as after Concatenate of known columns, or declared with [VectorType(n)]",
            { IsKey: true } => "; map it with Conversion.MapKeyToVector or Categorical.OneHotEncoding first",
            { Kind: SchemaShape.Column.VectorKind.Scalar } when column.ItemType.Equals(NumberDataViewType.Single) => "; Concatenate it to a vector first",
            _ when column.ItemType is NumberDataViewType or BooleanDataViewType => "; convert it with Conversion.ConvertType first",
            _ => "",
        };
        throw SchemaMismatch.Type("feature", name, Known, $"{column}{remedy}");
    }

    private static void CheckLabel(SchemaColumn column, string name, LearningTask task)
    {
        var isScalar = column.Kind == SchemaShape.Column.VectorKind.Scalar;
        var isVector = column.Kind == SchemaShape.Column.VectorKind.Vector;
        var isSingle = !column.IsKey && column.ItemType.Equals(NumberDataViewType.Single);
        var isBoolean = !column.IsKey && column.ItemType.Equals(BooleanDataViewType.Instance);
        var (fits, expected) = task switch
        {
            LearningTask.Multiclass => (isScalar && column.IsKey, "Key<UInt32>"),
            LearningTask.Binary => (isScalar && (isBoolean || isSingle), "Boolean"),
            LearningTask.Regression => (isScalar && isSingle, "Single"),
            LearningTask.MultiOutputRegression => (isVector && isSingle, Known),
            _ => (isVector && (isBoolean || isSingle), "Vector<Boolean>"),
        };
        if (!fits)
        {
            var remedy = task == LearningTask.Multiclass && isScalar && !column.IsKey ? "; map it with Conversion.MapValueToKey first" : "";
            throw SchemaMismatch.Type("label", name, expected, $"{column}{remedy}");
        }
    }
}
