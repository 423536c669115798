namespace Interop.Native.Activations;

/// <summary>Checks the options of activation functions.</summary>
internal static class ActivationArguments
{
    /// <summary>A finite number.</summary>
    public static float Finite(float value, string option) => float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} is a finite number.");
}
