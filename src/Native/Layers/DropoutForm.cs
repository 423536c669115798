namespace Interop.Native.Layers;

/// <summary>Where the expected value of a layer that drops is put right.</summary>
public enum DropoutForm
{
    /// <summary>In training: kept values are scaled by 1/(1−p); nothing happens at inference. PyTorch, Keras; D4's "inverted dropout".</summary>
    Inverted,

    /// <summary>At inference: values are scaled by 1−p; in training kept values stay as they are. D4's "dropout in a nutshell"; Srivastava et al. 2014.</summary>
    Standard,
}
