using System.Runtime.CompilerServices;
using Interop.Native.Kernels;

namespace Interop.Native.Losses;

/// <summary>Checks the options of losses and the predictions they are given.</summary>
internal static class LossArguments
{
    /// <summary>A softmax in float32 may come out this much above 1.</summary>
    public const float LargestProbability = 1.0001f;

    /// <summary>How far Keras holds probabilities from 0 and 1.</summary>
    public const float KerasClip = 1e-7f;

    /// <summary>A number in [0, 1].</summary>
    public static float Fraction(float value, string option) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} is a number in [0, 1].");

    /// <summary>A finite number of 0 or more.</summary>
    public static float NonNegative(float value, string option) => value >= 0 && float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} is a finite number of 0 or more.");

    /// <summary>How far probabilities are held from 0 and 1, in [0, ½).</summary>
    public static float Clip(float value, [CallerMemberName] string option = "") => value is >= 0 and < 0.5f
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} is a number in [0, 0.5): Keras' is 1e-7, and 0 switches it off.");

    /// <summary>Throws where a prediction is not a probability.</summary>
    /// <exception cref="LossException">One is not; the message says how to mend it.</exception>
    public static void CheckProbabilities(in LossInputs inputs, string loss, string activation)
    {
        var position = RangeCheck.FirstOutside(inputs.Predictions, 0, LargestProbability);
        if (position < 0)
        {
            return;
        }

        var size = Math.Max(1, inputs.PredictionShape.Size);
        var sample = inputs.FirstSample + (position / size);
        var value = inputs.Predictions[position];
        var remedy = float.IsNaN(value)
            ? "the network's numbers have left the range of floats: lower the learning rate, or clip gradients"
            : $"end the network in a {activation}, or use fromLogits: true";
        throw new LossException(
            $"{loss} takes probabilities in [0, 1]; the prediction for sample {sample} of the batch is {value} at element {position % size}; {remedy}.",
            sample)
        {
            IsNotANumber = float.IsNaN(value),
        };
    }
}
