using Microsoft.ML;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>A trainer that takes the best of several by cross-validation within its own training rows, and trains it on all of them.</summary>
/// <param name="candidates">The trainers.</param>
/// <param name="measure">The cross-validation: the smaller its figure, the better.</param>
internal sealed class ChosenByCrossValidation(
    IReadOnlyList<IEstimator<ITransformer>> candidates, Func<IDataView, IEstimator<ITransformer>, double> measure) : IEstimator<ITransformer>
{
    /// <summary>The folds of the inner cross-validation.</summary>
    public const int Folds = 4;

    /// <inheritdoc/>
    public ITransformer Fit(IDataView input) => candidates.MinBy(candidate => measure(input, candidate))!.Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => candidates[0].GetOutputSchema(inputSchema);
}
