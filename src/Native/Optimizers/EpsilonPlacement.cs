namespace Interop.Native.Optimizers;

/// <summary>Where the small ε that prevents a division by zero stands.</summary>
public enum EpsilonPlacement
{
    /// <summary><c>√s + ε</c>: PyTorch's, and Keras' for Adam.</summary>
    OutsideRoot,

    /// <summary><c>√(s + ε)</c>: D1's slides, and Keras' for RMSprop and Adagrad.</summary>
    InsideRoot,
}
