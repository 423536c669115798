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
            var next = 0;
            for (var part = 1; part < 3; part++)
            {
                if (exact[part] - counts[part] > exact[next] - counts[next] + 1e-9)
                {
                    next = part;
                }
            }

            counts[next]++;
        }

        return (counts[0], counts[1], counts[2]);
    }
}
