namespace Interop.Native.Activations;

/// <summary>Which straight line stands in for the sigmoid between 0 and 1.</summary>
public enum HardSigmoidForm
{
    /// <summary><c>x/6 + ½</c>, from −3 to 3: PyTorch, Keras 3, MobileNetV3.</summary>
    PyTorch,

    /// <summary><c>0.2 x + ½</c>, from −2.5 to 2.5: Keras 1 and 2, Theano.</summary>
    Keras2,
}
