using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// Divides samples at random into training, validation and test so that every class is divided in the same proportions: each class is
/// <see cref="Split"/> for itself, classes in ascending order. Where that would leave a part empty since it is rounded away in every class, what rounding
/// takes from a part in one class it gets in the next. The same generator state gives the same split.
/// </summary>
public static class StratifiedSplit
{
    /// <summary>Divides samples.</summary>
    /// <param name="classes">The class of each sample, [N]: whole numbers of 0 or more.</param>
    /// <param name="fractions">The size of each part; within a class a part is less than one sample from its exact share.</param>
    /// <param name="generator">The random numbers.</param>
    /// <exception cref="ArgumentException">The fractions are those of <c>default</c>.</exception>
    /// <exception cref="NetworkException">
    /// There are no samples, or so few that a part with a fraction above 0 gets none, or a class is not a whole number of 0 or more.
    /// </exception>
    public static DataSplit Create(Tensor classes, SplitFractions fractions, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(generator);
        if (classes.Count == 0 || classes.Shape[0] != classes.Count)
        {
            throw new NetworkException($"A stratified split takes one class for each sample, [N], got a tensor of shape {classes.Shape}.");
        }

        var members = new SortedDictionary<int, List<int>>();
        for (var sample = 0; sample < classes.Count; sample++)
        {
            var value = classes.Span[sample];
            if (!(value >= 0) || (int)value != value)
            {
                throw new NetworkException($"A class is a whole number of 0 or more; sample {sample} has {value}.");
            }

            if (!members.TryGetValue((int)value, out var list))
            {
                members.Add((int)value, list = []);
            }

            list.Add(sample);
        }

        var (train, validation, test) = (new List<int>(), new List<int>(), new List<int>());
        var alone = members.Values.Select(samples => fractions.Counts(samples.Count)).ToArray();
        var losesPart = (fractions.Validation > 0 && alone.All(counts => counts.Validation == 0)) || (fractions.Test > 0 && alone.All(counts => counts.Test == 0))
            || alone.All(counts => counts.Train == 0);
        Span<double> owed = stackalloc double[3];
        owed.Clear();
        foreach (var samples in members.Values)
        {
            if (!losesPart)
            {
                owed.Clear();
            }

            var counts = fractions.Counts(samples.Count, owed);
            var split = Split.Draw(samples.Count, counts.Train, counts.Validation, generator);
            train.AddRange(split.Train.Select(position => samples[position]));
            validation.AddRange(split.Validation.Select(position => samples[position]));
            test.AddRange(split.Test.Select(position => samples[position]));
        }

        var whole = new DataSplit([.. train.Order()], [.. validation.Order()], [.. test.Order()]);
        fractions.RequireAll(whole);
        return whole;
    }
}
