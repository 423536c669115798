using Interop.Native.Random;
using Interop.Parity.Cases;
using Interop.Parity.Recording;

namespace Interop.Parity.Engines;

/// <summary>
/// Builds of libtorch draw dropout masks from one of two streams and do not say from which, so one mask is drawn and compared: sixty-four
/// elements, p = ½, from the seed 42.
/// </summary>
internal static class MaskStreams
{
    /// <summary>The seed of the mask to draw.</summary>
    public const int Seed = 42;

    /// <summary>The elements of the mask to draw.</summary>
    public const int Count = 64;

    /// <summary>The stream that a mask came from; null where it is neither of those known.</summary>
    /// <param name="kept">Which elements were kept.</param>
    public static BernoulliStream? Find(bool[] kept)
    {
        foreach (var stream in Enum.GetValues<BernoulliStream>())
        {
            var mask = new float[Count];
            new TorchGenerator(Seed, stream).FillBernoulli(mask, 0.5, 2f);
            if (kept.SequenceEqual(mask.Select(value => value != 0)))
            {
                return stream;
            }
        }

        return null;
    }

    /// <summary>Why a library cannot run a case; null where it can.</summary>
    /// <param name="parityCase">The case.</param>
    /// <param name="masks">Where the library's masks come from.</param>
    public static string? WhyNot(ParityCase parityCase, BernoulliStream? masks) => parityCase.Masks is null || parityCase.Masks == masks
        ? null
        : $"this build of libtorch draws its masks from {(masks is null ? "an unknown stream" : ReferenceHeader.NameOf(masks))}";
}
