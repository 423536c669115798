using System.Diagnostics.CodeAnalysis;
using Interop.MLNetExtensions.MLNet.Catalogs;
using Interop.Native.Networks;
using Microsoft.ML;

namespace Interop.MLNetExtensions;

/// <summary>Learning several numbers at once: what <c>mlContext.MultiOutputRegression</c> gives.</summary>
public sealed class MultiOutputRegressionCatalog
{
    private readonly MLContext _context;

    internal MultiOutputRegressionCatalog(MLContext context) => _context = context;

    /// <summary>A trainer of a network that gives several numbers.</summary>
    /// <param name="labelColumnName">The label, a vector of Single of known size.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size, normalized.</param>
    /// <param name="hiddenSizes">The sizes of the hidden layers; null for one of 64.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public NeuralNetworkTrainer NeuralNetwork(
        string labelColumnName = "Label", string featureColumnName = "Features", IReadOnlyList<int>? hiddenSizes = null, int epochs = 100) =>
        NeuralNetwork(TrainerArguments.Options(labelColumnName, featureColumnName, null, hiddenSizes, epochs, 32, 1e-3f, null));

    /// <summary>A trainer of a network of your own that gives several numbers.</summary>
    /// <param name="network">Makes the network of each training, which gives one number for each element of the label.</param>
    /// <param name="labelColumnName">The label, a vector of Single of known size.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public NeuralNetworkTrainer NeuralNetwork(
        Func<NetworkShape, Network> network, string labelColumnName = "Label", string featureColumnName = "Features", int epochs = 100) =>
        NeuralNetwork(TrainerArguments.Options(network, labelColumnName, featureColumnName, epochs));

    /// <summary>A trainer of a network that gives several numbers.</summary>
    /// <param name="options">How the network is made and trained.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public NeuralNetworkTrainer NeuralNetwork(NeuralNetworkOptions options) => new(_context, LearningTask.MultiOutputRegression, options);

    /// <summary>Measures scored data.</summary>
    /// <param name="data">The data with labels and scores.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="scoreColumnName">The scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or no vector of Single of known size.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "A catalog is an object, as ML.NET's are.")]
    public MultiOutputRegressionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score")
    {
        ArgumentNullException.ThrowIfNull(data);
        return new MultiOutputRegressionMetrics(VectorColumns.Numbers(data, "label", labelColumnName), VectorColumns.Numbers(data, "score", scoreColumnName));
    }
}
