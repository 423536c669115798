using Interop.MLNetExtensions.MLNet.Transformers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>Scores single rows, as a PredictionEngine does.</summary>
/// <param name="scorer">The scorer.</param>
/// <param name="inputSchema">The schema of the rows.</param>
internal sealed class ScoringMapper(NetworkScorer scorer, DataViewSchema inputSchema) : IRowToRowMapper
{
    /// <inheritdoc/>
    public DataViewSchema InputSchema { get; } = inputSchema;

    /// <inheritdoc/>
    public DataViewSchema OutputSchema { get; } = scorer.AddTo(inputSchema);

    /// <inheritdoc/>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        new ColumnChoice(scorer, InputSchema, OutputSchema, dependingColumns).Inputs;

    /// <inheritdoc/>
    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredRow(scorer, input, OutputSchema, new ColumnChoice(scorer, InputSchema, OutputSchema, activeColumns));
    }
}
