using Interop.Native.Random;

namespace Interop.Native.Layers;

/// <summary>What the layers of the dropout family share: their rate, and the masks drawn by it.</summary>
internal static class DropoutRate
{
    /// <summary>The rate itself.</summary>
    /// <param name="rate">p, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside [0, 1].</exception>
    public static double Check(double rate) => rate is >= 0 and <= 1
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate is a probability in [0, 1].");

    /// <summary>What kept elements are multiplied by in training.</summary>
    /// <param name="rate">p.</param>
    /// <param name="form">The form.</param>
    public static float KeptFactor(double rate, DropoutForm form) => form == DropoutForm.Inverted ? 1f / (float)(1 - rate) : 1f;

    /// <summary>Draws a mask of 0 and <paramref name="kept"/>. As in PyTorch, nothing is drawn for p = 0 and p = 1.</summary>
    /// <param name="generator">The random numbers.</param>
    /// <param name="rate">p.</param>
    /// <param name="kept">The value of a kept element.</param>
    /// <param name="mask">Where to write.</param>
    public static void DrawMask(Generator generator, double rate, float kept, Span<float> mask)
    {
        if (rate is 0 or 1)
        {
            mask.Fill(rate == 0 ? kept : 0f);
            return;
        }

        generator.FillBernoulli(mask, 1 - rate, kept);
    }
}
