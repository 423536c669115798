namespace Interop.Native.Optimizers;

/// <summary>What Adam divides its running averages by, since they begin at zero.</summary>
public enum BiasCorrection
{
    /// <summary><c>1 − βᵗ</c> at step t: PyTorch's and Keras'; Kingma and Ba 2015.</summary>
    PerStep,

    /// <summary><c>1 − β</c> at every step, as D1's slide prints it.</summary>
    Constant,
}
