using Interop.Cli.Inputs;

namespace Interop.Cli.Prediction;

/// <summary>What a network's outputs mean.</summary>
/// <param name="description">What it was trained on.</param>
/// <param name="allProbabilities">Whether every class's probability is told, instead of the answer's alone.</param>
internal sealed class AnswerFormat(InputDescription description, bool allProbabilities)
{
    /// <summary>The columns of an answer.</summary>
    public IReadOnlyList<string> Columns { get; } = description.Task == TaskKind.Regression
        ? ["prediction"]
        : allProbabilities ? ["prediction", .. description.ClassNames.Select(name => $"p({name})")] : ["prediction", "probability"];

    /// <summary>Whether the answer is text rather than a number.</summary>
    public bool IsClass { get; } = description.Task == TaskKind.Classification;

    /// <summary>The answer of a sample.</summary>
    /// <param name="output">The network's output for it.</param>
    /// <param name="numbers">Where the columns behind the answer go, or the answer itself where it is a number.</param>
    /// <returns>The class; null for a number.</returns>
    public string? Read(ReadOnlySpan<float> output, Span<double> numbers)
    {
        if (!IsClass)
        {
            numbers[0] = ((double)output[0] * description.LabelScale) + description.LabelShift;
            return null;
        }

        var names = description.ClassNames;
        var best = 0;
        if (description.IsBinary)
        {
            best = output[0] > 0.5f ? 1 : 0;
            if (allProbabilities)
            {
                (numbers[0], numbers[1]) = (1 - (double)output[0], output[0]);
            }
            else
            {
                numbers[0] = best == 1 ? output[0] : 1 - (double)output[0];
            }

            return names[best];
        }

        for (var i = 1; i < output.Length; i++)
        {
            best = output[i] > output[best] ? i : best;
        }

        if (allProbabilities)
        {
            for (var i = 0; i < output.Length; i++)
            {
                numbers[i] = output[i];
            }
        }
        else
        {
            numbers[0] = output[best];
        }

        return names[best];
    }
}
