namespace Interop.Native.Regularizers;

/// <summary>The derivative of |w| at w = 0, where it has none.</summary>
public enum SignAtZero
{
    /// <summary>0: PyTorch's and Keras'. A weight that is 0 stays 0 unless the loss moves it.</summary>
    Zero,

    /// <summary>+1, as D1's slide has sgn(w): −1 if w &lt; 0, 1 otherwise.</summary>
    PlusOne,
}
