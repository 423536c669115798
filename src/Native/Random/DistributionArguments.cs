using System.Runtime.CompilerServices;

namespace Interop.Native.Random;

/// <summary>The conditions on the parameters of the distributions, said once.</summary>
internal static class DistributionArguments
{
    public static void CheckUniform(float from, float to, [CallerArgumentExpression(nameof(to))] string? name = null)
    {
        if (!(from <= to) || !float.IsFinite(to - from))
        {
            throw new ArgumentOutOfRangeException(
                name, to, $"A uniform distribution needs finite bounds in order and less than {float.MaxValue} apart, got from = {from}, to = {to}.");
        }
    }

    public static void CheckNormal(double mean, double std, [CallerArgumentExpression(nameof(std))] string? name = null)
    {
        if (!double.IsFinite(mean) || !double.IsFinite(std) || std < 0)
        {
            throw new ArgumentOutOfRangeException(
                name, std, $"A normal distribution needs a finite mean and a finite standard deviation of 0 or more, got mean = {mean}, std = {std}.");
        }
    }

    public static void CheckProbability(double probability, [CallerArgumentExpression(nameof(probability))] string? name = null)
    {
        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, probability, $"A probability lies within [0, 1], got {probability}.");
        }
    }
}
