namespace Interop.Native.Losses;

/// <summary>A loss of each element by itself: one prediction and one target. Predictions and targets are [N, …], of the same shape.</summary>
public abstract class ElementwiseLoss : Loss
{
    private protected ElementwiseLoss()
    {
    }

    internal sealed override bool HasSeparateSamples => true;

    internal sealed override bool HasItemWeights => false;
}
