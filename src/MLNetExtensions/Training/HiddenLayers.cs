using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;

namespace Interop.MLNetExtensions.Training;

/// <summary>The network that hidden sizes stand for: Dense layers with an activation and dropout, and a last one for the task.</summary>
internal static class HiddenLayers
{
    /// <summary>Makes the network.</summary>
    /// <param name="shape">What it takes and gives.</param>
    /// <param name="options">Sizes, activation and dropout.</param>
    public static Sequential Create(NetworkShape shape, NeuralNetworkOptions options)
    {
        var network = new Sequential();
        if (shape.Input.Rank != 1)
        {
            network.Add(new Flatten());
        }

        foreach (var size in options.HiddenSizes)
        {
            network.Add(new Dense(size, options.Activation));
            if (options.Dropout > 0)
            {
                network.Add(new Dropout(options.Dropout));
            }
        }

        network.Add(new Dense(shape.Outputs, shape.Task == LearningTask.Multiclass ? new Softmax() : null));
        return network;
    }
}
