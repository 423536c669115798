namespace Interop.Native.Optimizers;

/// <summary>What the velocity of gradient descent with momentum μ remembers.</summary>
public enum MomentumConvention
{
    /// <summary><c>v₁ = g</c>, then <c>v = μ v + (1 − d) g</c> with dampening d; <c>w −= η v</c>.</summary>
    PyTorch,

    /// <summary><c>v₀ = 0</c>, <c>v = μ v + (1 − μ) g</c>; <c>w −= η v</c>: D1's slide.</summary>
    Lecture,

    /// <summary><c>v₀ = 0</c>, <c>v = μ v + η g</c>; <c>w −= v</c>: a change of η works on new gradients only.</summary>
    Keras,
}
