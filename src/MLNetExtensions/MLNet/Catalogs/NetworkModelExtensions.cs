using Interop.MLNetExtensions;
using Interop.MLNetExtensions.MLNet.Saving;

namespace Microsoft.ML;

/// <summary>Neural networks in saved models.</summary>
public static class NetworkModelExtensions
{
    /// <summary>
    /// Makes the networks of a loaded model <see cref="NeuralNetworkTransformer"/> again, with batched scoring, feature importance, ONNX export
    /// and access to the network. Without it a loaded model scores the same, row by row.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="model">What <c>Load</c> gave.</param>
    /// <returns>The model, of the same steps.</returns>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public static ITransformer RestoreNetworks(this ModelOperationsCatalog catalog, MLContext context, ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        return NetworkRestoring.Restore(context, model);
    }
}
