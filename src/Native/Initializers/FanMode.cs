namespace Interop.Native.Initializers;

/// <summary>Which side of a weight keeps its variance.</summary>
public enum FanMode
{
    /// <summary>fan_in: the variance of values on their way forward.</summary>
    In,

    /// <summary>fan_out: the variance of gradients on their way back.</summary>
    Out,
}
