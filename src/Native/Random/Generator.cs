namespace Interop.Native.Random;

/// <summary>
/// A seeded source of random numbers. There is no global generator: whoever draws holds one of these.
/// </summary>
/// <remarks>
/// <para>A generator of one's own overrides the abstract members only; the others are defined by them. The
/// definitions here are libtorch's wherever they need no more state than the words themselves.</para>
/// <para>A generator is not safe for use by several threads at once; give each thread its own.</para>
/// </remarks>
public abstract class Generator
{
    /// <summary>The seed given last, all 64 bits of it.</summary>
    public abstract ulong Seed { get; }

    /// <summary>Starts the stream anew: afterwards the generator is as if just made with <paramref name="seed"/>.</summary>
    public abstract void Reseed(ulong seed);

    /// <summary>The next word of the stream, uniform over all 32-bit values.</summary>
    public abstract uint NextUInt32();

    /// <summary>Everything needed to continue the stream bit for bit, for a checkpoint.</summary>
    public abstract GeneratorState Save();

    /// <summary>Continues where <see cref="Save"/> was called; the generator is unchanged if the state is refused.</summary>
    /// <exception cref="InvalidDataException">The state is damaged or belongs to another kind of generator.</exception>
    public abstract void Restore(GeneratorState state);

    /// <summary>A second generator at the same place of the same stream; the two go on independently.</summary>
    public abstract Generator Clone();

    /// <summary>Two words of the stream: <c>first · 2³² + second</c>.</summary>
    public ulong NextUInt64()
    {
        ulong high = NextUInt32();
        return high << 32 | NextUInt32();
    }

    /// <summary>Uniform in [0, 1): <c>U = (word mod 2²⁴) · 2⁻²⁴</c>, one word.</summary>
    public float NextSingle() => UnitInterval.Single(NextUInt32());

    /// <summary>Uniform in [0, 1): <c>U = (word64 mod 2⁵³) · 2⁻⁵³</c>, two words.</summary>
    public double NextDouble() => UnitInterval.Double(NextUInt64());

    /// <summary>
    /// Uniform in 0 … <paramref name="exclusiveMax"/> − 1: <c>word mod exclusiveMax</c>, one word. The low values
    /// are favoured by at most <c>exclusiveMax · 2⁻³²</c>, relatively.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is not positive.</exception>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        return (int)(NextUInt32() % (uint)exclusiveMax);
    }

    /// <summary>
    /// Writes a random order of 0 … n − 1, n being the length: from the identity, for i = 0 … n − 2, exchange
    /// elements i and i + (word mod (n − i)). Takes n − 1 words.
    /// </summary>
    public void Permutation(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = 0; i < order.Length - 1; i++)
        {
            int other = i + NextInt(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }

    /// <summary>
    /// Uniform in [from, to): <c>FMA(U, to − from, from)</c> in float32, one word per element. Rounding may reach
    /// <paramref name="to"/> itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not finite, out of order, or too far apart.</exception>
    public virtual void FillUniform(Span<float> values, float from, float to)
    {
        DistributionArguments.CheckUniform(from, to);
        foreach (ref float value in values)
        {
            value = MathF.FusedMultiplyAdd(NextSingle(), to - from, from);
        }
    }

    /// <summary>
    /// Normal with the given mean and standard deviation, by Box and Muller: of u₁, u₂ uniform in [0, 1),
    /// <c>r = √(−2·ln(1 − u₂))</c>, <c>θ = 2π·u₁</c>, values <c>r·cos θ</c> and <c>r·sin θ</c>, scaled as
    /// <c>FMA(z, std, mean)</c>. A filling of odd length discards the last sine.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not finite, or <paramref name="std"/> is negative or not finite.</exception>
    public virtual void FillNormal(Span<float> values, double mean, double std)
    {
        DistributionArguments.CheckNormal(mean, std);
        for (int i = 0; i < values.Length; i += 2)
        {
            double u1 = NextDouble();
            double u2 = NextDouble();
            (double cosine, double sine) = BoxMuller.Pair(u1, u2);
            values[i] = (float)Math.FusedMultiplyAdd(cosine, std, mean);
            if (i + 1 < values.Length)
            {
                values[i + 1] = (float)Math.FusedMultiplyAdd(sine, std, mean);
            }
        }
    }

    /// <summary>
    /// Writes <paramref name="keptValue"/> where <c>U &lt; keepProbability</c> (U in double) and 0 elsewhere.
    /// </summary>
    /// <remarks>
    /// A dropout of rate p is <c>keepProbability = 1 − p</c>, <c>keptValue = 1f / (float)(1 − p)</c>. libtorch draws
    /// nothing at all for p = 0 or in evaluation; here a call always draws, so to stay with its stream a caller
    /// makes no call then.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keepProbability"/> is not within [0, 1].</exception>
    public virtual void FillBernoulli(Span<float> mask, double keepProbability, float keptValue)
    {
        DistributionArguments.CheckProbability(keepProbability);
        foreach (ref float element in mask)
        {
            element = NextDouble() < keepProbability ? keptValue : 0f;
        }
    }
}
