using Interop.MLNetExtensions;
using Interop.MLNetExtensions.MLNet.Catalogs;
using Interop.Native.Networks;

namespace Microsoft.ML;

/// <summary>Neural networks among the trainers of ML.NET's catalogs.</summary>
public static class NeuralNetworkCatalogExtensions
{
    /// <summary>A trainer of a network that chooses one class of several.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to; ML.NET does not tell it.</param>
    /// <param name="labelColumnName">The label, a key.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size, normalized.</param>
    /// <param name="exampleWeightColumnName">The example weights, Single; null for none.</param>
    /// <param name="hiddenSizes">The sizes of the hidden layers; null for one of 64.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <param name="batchSize">Rows for each update.</param>
    /// <param name="learningRate">η of Adam.</param>
    /// <param name="seed">The seed; null takes one from the context.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
    ///     .Append(mlContext.Transforms.NormalizeMeanVariance("Features"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.NeuralNetwork(mlContext, hiddenSizes: [64, 32]));
    /// </code></example>
    public static NeuralNetworkTrainer NeuralNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext context,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        IReadOnlyList<int>? hiddenSizes = null,
        int epochs = 100,
        int batchSize = 32,
        float learningRate = 1e-3f,
        int? seed = null) =>
        NeuralNetwork(catalog, context, TrainerArguments.Options(
            labelColumnName, featureColumnName, exampleWeightColumnName, hiddenSizes, epochs, batchSize, learningRate, seed));

    /// <summary>A trainer of a network of your own that chooses one class of several.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="network">Makes the network of each training, which gives K probabilities (ending in Softmax) or logits.</param>
    /// <param name="labelColumnName">The label, a key.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext context,
        Func<NetworkShape, Network> network,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int epochs = 100) =>
        NeuralNetwork(catalog, context, TrainerArguments.Options(network, labelColumnName, featureColumnName, epochs));

    /// <summary>A trainer of a network that chooses one class of several.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="options">How the network is made and trained.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, MLContext context, NeuralNetworkOptions options) =>
        TrainerArguments.Create(catalog, context, LearningTask.Multiclass, options);

    /// <summary>A trainer of a network that answers yes or no.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to; ML.NET does not tell it.</param>
    /// <param name="labelColumnName">The label, Boolean, or Single with 0 and 1.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size, normalized.</param>
    /// <param name="exampleWeightColumnName">The example weights, Single; null for none.</param>
    /// <param name="hiddenSizes">The sizes of the hidden layers; null for one of 64.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <param name="batchSize">Rows for each update.</param>
    /// <param name="learningRate">η of Adam.</param>
    /// <param name="seed">The seed; null takes one from the context.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        MLContext context,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        IReadOnlyList<int>? hiddenSizes = null,
        int epochs = 100,
        int batchSize = 32,
        float learningRate = 1e-3f,
        int? seed = null) =>
        NeuralNetwork(catalog, context, TrainerArguments.Options(
            labelColumnName, featureColumnName, exampleWeightColumnName, hiddenSizes, epochs, batchSize, learningRate, seed));

    /// <summary>A trainer of a network of your own that answers yes or no.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="network">Makes the network of each training, which gives one probability (ending in Sigmoid) or logit.</param>
    /// <param name="labelColumnName">The label, Boolean, or Single with 0 and 1.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        MLContext context,
        Func<NetworkShape, Network> network,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int epochs = 100) =>
        NeuralNetwork(catalog, context, TrainerArguments.Options(network, labelColumnName, featureColumnName, epochs));

    /// <summary>A trainer of a network that answers yes or no.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="options">How the network is made and trained.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, MLContext context, NeuralNetworkOptions options) =>
        TrainerArguments.Create(catalog, context, LearningTask.Binary, options);

    /// <summary>A trainer of a network that gives a number.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to; ML.NET does not tell it.</param>
    /// <param name="labelColumnName">The label, Single.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size, normalized.</param>
    /// <param name="exampleWeightColumnName">The example weights, Single; null for none.</param>
    /// <param name="hiddenSizes">The sizes of the hidden layers; null for one of 64.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <param name="batchSize">Rows for each update.</param>
    /// <param name="learningRate">η of Adam.</param>
    /// <param name="seed">The seed; null takes one from the context.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(
        this RegressionCatalog.RegressionTrainers catalog,
        MLContext context,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        IReadOnlyList<int>? hiddenSizes = null,
        int epochs = 100,
        int batchSize = 32,
        float learningRate = 1e-3f,
        int? seed = null) =>
        NeuralNetwork(catalog, context, TrainerArguments.Options(
            labelColumnName, featureColumnName, exampleWeightColumnName, hiddenSizes, epochs, batchSize, learningRate, seed));

    /// <summary>A trainer of a network of your own that gives a number.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="network">Makes the network of each training, of one output.</param>
    /// <param name="labelColumnName">The label, Single.</param>
    /// <param name="featureColumnName">The features, a vector of Single of known size.</param>
    /// <param name="epochs">Passes over the training rows.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(
        this RegressionCatalog.RegressionTrainers catalog,
        MLContext context,
        Func<NetworkShape, Network> network,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int epochs = 100) =>
        NeuralNetwork(catalog, context, TrainerArguments.Options(network, labelColumnName, featureColumnName, epochs));

    /// <summary>A trainer of a network that gives a number.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="options">How the network is made and trained.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NeuralNetworkTrainer NeuralNetwork(this RegressionCatalog.RegressionTrainers catalog, MLContext context, NeuralNetworkOptions options) =>
        TrainerArguments.Create(catalog, context, LearningTask.Regression, options);
}
