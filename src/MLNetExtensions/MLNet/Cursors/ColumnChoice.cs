using Interop.MLNetExtensions.MLNet.Transformers;
using Microsoft.ML;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>Which columns of a scored schema are read, and what that takes of the input.</summary>
internal sealed class ColumnChoice
{
    private readonly bool[] _active;
    private readonly int _inputCount;

    /// <summary>Notes the columns that are read.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="input">The schema before it.</param>
    /// <param name="output">The schema after it.</param>
    /// <param name="columns">Columns of the schema after it.</param>
    public ColumnChoice(NetworkScorer scorer, DataViewSchema input, DataViewSchema output, IEnumerable<DataViewSchema.Column> columns)
    {
        _inputCount = input.Count;
        _active = new bool[output.Count];
        foreach (var column in columns)
        {
            _active[column.Index] = true;
        }

        NeedsScores = _active.AsSpan(_inputCount).Contains(true);
        Features = scorer.FeatureColumn(input);
        PassedOn = [.. input.Where(column => _active[column.Index])];
        Inputs = [.. input.Where(column => _active[column.Index] || (NeedsScores && column.Index == Features.Index))];
    }

    /// <summary>Whether a column that is computed from scores is read.</summary>
    public bool NeedsScores { get; }

    /// <summary>The column of features.</summary>
    public DataViewSchema.Column Features { get; }

    /// <summary>The input's columns that are read as they are.</summary>
    public DataViewSchema.Column[] PassedOn { get; }

    /// <summary>The columns that the input must give.</summary>
    public DataViewSchema.Column[] Inputs { get; }

    /// <summary>Whether a column is read.</summary>
    /// <param name="column">A column of the schema after the scorer.</param>
    public bool IsActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

    /// <summary>Which of the added columns a column is; −1 for one of the input.</summary>
    /// <param name="column">A column of the schema after the scorer.</param>
    public int Added(DataViewSchema.Column column) => Math.Max(-1, column.Index - _inputCount);

    /// <summary>The error about reading a column that was not asked for.</summary>
    /// <param name="column">The column.</param>
    public static InvalidOperationException NotActive(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' was not asked for; name it when the cursor is made.");

    /// <summary>A getter as the type that was asked for.</summary>
    /// <param name="getter">The getter.</param>
    /// <param name="column">Its column.</param>
    public static ValueGetter<T> Typed<T>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<T>
        ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}, read as {typeof(T)}.");
}
