namespace Interop.Native.Initializers;

/// <summary>The standard deviation that is called Glorot's, or Xavier's.</summary>
public enum GlorotConvention
{
    /// <summary><c>√(2/(fan_in + fan_out))</c>: the paper's, PyTorch's and Keras'.</summary>
    FanInAndOut,

    /// <summary><c>√(1/n)</c> with n the number of inputs: D1's first slide on it.</summary>
    Lecture,
}
