using Interop.Native.Tensors;

namespace Interop.MLNetExtensions.Rows;

/// <summary>How the targets of a row are given to a loss: as they are, or a class as a vector of zeros with a one.</summary>
/// <param name="Shape">The shape of one sample's target.</param>
/// <param name="IsOneHot">Whether a class index becomes such a vector.</param>
internal readonly record struct TargetForm(Shape Shape, bool IsOneHot)
{
    /// <summary>Writes a target in this form.</summary>
    /// <param name="targets">The row's targets.</param>
    /// <param name="destination">Where to write.</param>
    public void Write(ReadOnlySpan<float> targets, Span<float> destination)
    {
        if (IsOneHot)
        {
            destination.Clear();
            destination[(int)targets[0]] = 1;
        }
        else
        {
            targets.CopyTo(destination);
        }
    }
}
