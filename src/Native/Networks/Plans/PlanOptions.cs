namespace Interop.Native.Networks;

/// <summary>What a plan is made for.</summary>
/// <param name="Capacity">The largest batch it can run.</param>
/// <param name="IsTraining">Whether layers behave as in training (dropout drops).</param>
/// <param name="HasBackward">Whether a backward pass is wanted.</param>
/// <param name="LossReadsLogits">For each output, whether the loss takes the place of the last activation's gradient.</param>
/// <param name="InputGradients">Whether the gradients of the network's inputs are wanted.</param>
/// <param name="IsMonteCarlo">Whether dropout and its kin draw although all else behaves as in use.</param>
/// <param name="SliceThreads">For a plan of predictions that may run its batch a few samples at a time, how many threads share them; 0 for one that may not.</param>
internal sealed record PlanOptions(
    int Capacity, bool IsTraining, bool HasBackward, bool[] LossReadsLogits, bool InputGradients = false, bool IsMonteCarlo = false, int SliceThreads = 0)
{
    /// <summary>Whether dropout and its kin draw.</summary>
    public bool IsStochastic => IsTraining || IsMonteCarlo;
}
