namespace Interop.Native.Regularizers;

/// <summary>The weights of each output unit have the norm 1: <c>w ·= 1 / (‖w‖ + 10⁻⁷)</c>. Keras' UnitNorm.</summary>
/// <param name="axes">The axes of the public shape over which a norm is taken; null for all but the first: the fan-in of each output unit.</param>
public sealed class UnitNorm(int[]? axes = null) : NormConstraint(axes)
{
    private protected override double Wanted(double norm) => 1;
}
