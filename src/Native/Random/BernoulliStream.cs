using System.Diagnostics.CodeAnalysis;

namespace Interop.Native.Random;

/// <summary>
/// The stream from which a <see cref="TorchGenerator"/> takes Bernoulli masks (dropout). Builds of libtorch differ
/// in it; every other stream is the same in all of them. A recorded reference mask should name its kind.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "It names a stream of random numbers.")]
public enum BernoulliStream
{
    /// <summary>
    /// Official x86-64 builds, which link MKL: one 32-bit word of the generator seeds an MCG31 generator for each
    /// mask (see <see cref="Mcg31"/>). Source: by published masks.
    /// </summary>
    MklMcg31 = 0,

    /// <summary>
    /// Builds without MKL, such as Debian's: two 32-bit words of the generator for each element.
    /// Source: libtorch 1.13 CPU generator, checked bit for bit.
    /// </summary>
    Mt19937 = 1,
}
