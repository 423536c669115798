using Interop.Native.Files;

namespace Interop.Parity.Comparison;

/// <summary>The loss over the steps of a training, of both sides.</summary>
/// <param name="Own">The engine's.</param>
/// <param name="Reference">The reference's.</param>
internal sealed record CurveComparison(IReadOnlyList<double> Own, IReadOnlyList<double> Reference)
{
    /// <summary>How far apart two curves of the same training may lie, relatively, where the training is not chaotic.</summary>
    public const double Limit = 1e-4;

    /// <summary>The largest |own − reference| / |reference| over all steps.</summary>
    public double LargestRelative => Relative.DefaultIfEmpty().Max();

    /// <summary>The first step, counted from 1, at which the bits differ; null where they never do.</summary>
    public int? FirstStep
    {
        get
        {
            var index = Own.Zip(Reference).ToList().FindIndex(pair => pair.First != pair.Second);
            return index < 0 ? null : index + 1;
        }
    }

    /// <summary>|own − reference| / |reference| of each step.</summary>
    public IEnumerable<double> Relative => Own.Zip(Reference, (own, reference) => own == reference ? 0 : Math.Abs(own - reference) / Math.Abs(reference));

    /// <summary>Takes both sides; null where one is missing or they have not the same length.</summary>
    /// <param name="own">The engine's.</param>
    /// <param name="reference">The reference's.</param>
    public static CurveComparison? Of(StoredTensor? own, StoredTensor? reference) =>
        own is null || reference is null || own.Shape != reference.Shape ? null : new CurveComparison(own.ToDoubles(), reference.ToDoubles());
}
