using Interop.Native.Layers;

namespace Interop.Native.Data;

/// <summary>How much of a data set goes to training, to validation and to the test; D4's three-way split.</summary>
public readonly record struct SplitFractions
{
    /// <summary>Names the three fractions.</summary>
    /// <param name="train">The part that is trained on, in (0, 1].</param>
    /// <param name="validation">The part that decides when to stop, in [0, 1).</param>
    /// <param name="test">The part that is looked at once, in [0, 1).</param>
    /// <exception cref="ArgumentException">A fraction lies outside its range, or they do not add up to 1.</exception>
    public SplitFractions(double train, double validation, double test)
    {
        if (!(train > 0 && validation >= 0 && test >= 0 && Math.Abs(train + validation + test - 1) < 1e-9))
        {
            throw new ArgumentException(
                $"The fractions for training, validation and test must be 0 or more, training above 0, and add up to 1; got {train}, {validation} and {test}.");
        }

        Train = train;
        Validation = validation;
        Test = test;
    }

    /// <summary>The part that is trained on.</summary>
    public double Train { get; }

    /// <summary>The part that decides when to stop.</summary>
    public double Validation { get; }

    /// <summary>The part that is looked at once.</summary>
    public double Test { get; }

    /// <summary>
    /// How many of some samples go to each part: the whole part of <c>fraction · count</c>, the samples left over to the largest
    /// remainders, an earlier part first. Each is less than 1 from its exact share.
    /// </summary>
    internal (int Train, int Validation, int Test) Counts(int count)
    {
        Span<double> owed = stackalloc double[3];
        owed.Clear();
        return Counts(count, owed);
    }

    /// <summary>
    /// The same for one of several groups: a sample left over goes to the part that is owed most by this group and those before it, among the
    /// parts whose share of this group is no whole number. So every group is divided to less than 1 from its exact shares, and what is rounded
    /// away in one group is made up for in the next.
    /// </summary>
    /// <param name="count">The samples of the group.</param>
    /// <param name="owed">By how much each part has got less than its exact share in the groups before; brought up to date.</param>
    /// <exception cref="ArgumentException">The fractions are those of <c>default</c>.</exception>
    internal (int Train, int Validation, int Test) Counts(int count, Span<double> owed)
    {
        if (Train == 0)
        {
            throw new ArgumentException("The fractions were never set; make them by new SplitFractions(train, validation, test).");
        }

        Span<double> exact = [Train * count, Validation * count, Test * count];
        Span<int> counts = stackalloc int[3];
        var left = count;
        for (var part = 0; part < 3; part++)
        {
            // Products such as 0.6 · 10 may come out just below a whole number.
            counts[part] = (int)Math.Floor(exact[part] + 1e-9);
            left -= counts[part];
        }

        for (; left > 0; left--)
        {
            var next = -1;
            for (var part = 0; part < 3; part++)
            {
                // With a whole number of samples, or one more than the whole part, it has what this group can give it.
                if (exact[part] - counts[part] > 1e-9
                    && (next < 0 || owed[part] + exact[part] - counts[part] > owed[next] + exact[next] - counts[next] + 1e-9))
                {
                    next = part;
                }
            }

            counts[Math.Max(next, 0)]++;
        }

        for (var part = 0; part < 3; part++)
        {
            owed[part] += exact[part] - counts[part];
        }

        return (counts[0], counts[1], counts[2]);
    }

    /// <summary>Refuses a split in which a part that was asked for is empty.</summary>
    /// <exception cref="NetworkException">One is.</exception>
    internal void RequireAll(DataSplit split)
    {
        Require("training", Train, split.Train.Length);
        Require("validation", Validation, split.Validation.Length);
        Require("test", Test, split.Test.Length);

        void Require(string part, double fraction, int count)
        {
            if (fraction > 0 && count == 0)
            {
                var samples = split.Train.Length + split.Validation.Length + split.Test.Length;
                throw new NetworkException(
                    $"A fraction of {fraction} of {samples} samples leaves nothing for {part}; give more samples, a larger fraction, or 0 for no {part} at all.");
            }
        }
    }
}
