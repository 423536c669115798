using Interop.Native.Networks;
using Microsoft.ML;

namespace Interop.MLNetExtensions.MLNet.Catalogs;

/// <summary>Turns the arguments of catalog methods into options and trainers.</summary>
internal static class TrainerArguments
{
    /// <summary>The options of a network of hidden layers.</summary>
    public static NeuralNetworkOptions Options(
        string labelColumnName,
        string featureColumnName,
        string? exampleWeightColumnName,
        IReadOnlyList<int>? hiddenSizes,
        int epochs,
        int batchSize,
        float learningRate,
        int? seed)
    {
        var options = new NeuralNetworkOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            Epochs = epochs,
            BatchSize = batchSize,
            LearningRate = learningRate,
            Seed = seed,
        };
        options.HiddenSizes = hiddenSizes ?? options.HiddenSizes;
        return options;
    }

    /// <summary>The options of a network of one's own.</summary>
    public static NeuralNetworkOptions Options(Func<NetworkShape, Network> network, string labelColumnName, string featureColumnName, int epochs)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new NeuralNetworkOptions
        {
            CreateNetwork = network,
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            Epochs = epochs,
        };
    }

    /// <summary>The trainer of a catalog.</summary>
    public static NeuralNetworkTrainer Create(object catalog, MLContext context, LearningTask task, NeuralNetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NeuralNetworkTrainer(context, task, options);
    }
}
