using Interop.MLNetExtensions;

namespace Microsoft.ML;

/// <summary>The tasks that ML.NET has no catalog of its own for.</summary>
public static class NeuralNetworkContextExtensions
{
    /// <summary>Adds catalogs to a context.</summary>
    /// <param name="context">The context.</param>
    extension(MLContext context)
    {
        /// <summary>Learning several numbers at once.</summary>
        public MultiOutputRegressionCatalog MultiOutputRegression => new(context);

        /// <summary>Learning several independent answers of yes or no.</summary>
        public MultiLabelClassificationCatalog MultiLabelClassification => new(context);
    }
}
