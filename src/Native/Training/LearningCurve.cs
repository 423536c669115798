using Interop.Native.Data;
using Interop.Native.Networks;
using Interop.Native.Random;

namespace Interop.Native.Training;

/// <summary>
/// How figures change with the number of training samples: whether more data would help. The smaller training sets are parts of the larger
/// ones, taken from one random order. Source: D1, D4 ("collecting more data").
/// </summary>
public static class LearningCurve
{
    /// <summary>Trains a new network on each number of samples and measures it on these and on the validation samples.</summary>
    /// <param name="data">The samples to train on.</param>
    /// <param name="sizes">How many of them to train on, each from 1 to all.</param>
    /// <param name="validationData">The samples to measure on.</param>
    /// <param name="create">Makes a network and compiles it; called for each size, so that none begins with what another learnt.</param>
    /// <param name="train">Trains it, as by <c>(network, samples) => network.Fit(samples, epochs: 50)</c>.</param>
    /// <param name="generator">The random order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1 or above the number of samples.</exception>
    public static IReadOnlyList<LearningCurvePoint> Measure(
        Dataset data,
        IReadOnlyList<int> sizes,
        DataSource validationData,
        Func<Network> create,
        Action<Network, Dataset> train,
        Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(validationData);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(generator);
        foreach (var size in sizes)
        {
            if (size < 1 || size > data.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(sizes), size, $"A size lies between 1 and the number of samples, {data.Count}.");
            }
        }

        var order = new int[data.Count];
        generator.Permutation(order);
        var points = new List<LearningCurvePoint>();
        foreach (var size in sizes)
        {
            var network = create();
            var part = new Subset(data, order[..size]);
            train(network, part);
            points.Add(new LearningCurvePoint(size, network.Evaluate(part), network.Evaluate(validationData)));
        }

        return points;
    }
}
