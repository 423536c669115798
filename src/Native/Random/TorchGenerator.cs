namespace Interop.Native.Random;

/// <summary>
/// The random streams of libtorch's CPU generator: a network seeded as with <c>torch.manual_seed</c> starts from the
/// same weights and drops the same units. The engine is MT19937, seeded with the low 32 bits of the seed.
/// </summary>
/// <remarks>
/// <para>Source: libtorch 1.13 CPU generator, checked bit for bit; of the two kinds of Bernoulli masks
/// (<see cref="BernoulliStream"/>) the MKL one by published masks.</para>
/// <para>Drawing allocates nothing. A generator is not safe for use by several threads at once.</para>
/// </remarks>
public sealed partial class TorchGenerator : Generator
{
    private readonly Mt19937 _engine = new();
    private ulong _seed;
    private double? _cachedNormal;

    /// <summary>A generator as after <c>torch.manual_seed(seed)</c>; a negative seed of torch's is the same 64 bits here.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bernoulli"/> is none of the named streams.</exception>
    public TorchGenerator(ulong seed, BernoulliStream bernoulli = BernoulliStream.MklMcg31)
    {
        if (!Enum.IsDefined(bernoulli))
        {
            throw new ArgumentOutOfRangeException(nameof(bernoulli), bernoulli, "A Bernoulli stream is MklMcg31 or Mt19937.");
        }

        Bernoulli = bernoulli;
        Reseed(seed);
    }

    /// <inheritdoc/>
    public override ulong Seed => _seed;

    /// <summary>Where <see cref="FillBernoulli"/> takes its masks from; <see cref="Restore"/> brings the saved generator's kind.</summary>
    public BernoulliStream Bernoulli { get; private set; }

    /// <summary>
    /// The meaning of <c>manual_seed</c>: starts the engine anew with the low 32 bits of <paramref name="seed"/> and
    /// forgets the normal number kept from an odd filling.
    /// </summary>
    public override void Reseed(ulong seed)
    {
        _seed = seed;
        _cachedNormal = null;
        _engine.Reseed((uint)seed);
    }

    /// <inheritdoc/>
    public override uint NextUInt32() => _engine.Next();
}
