namespace Interop.OnnxBridge;

/// <summary>
/// What a file gives beside, or instead of, a network's scores for classes, so that whoever runs it need not work it out. The network's own outputs
/// stay; the class and its label are outputs of their own behind them.
/// </summary>
public sealed class OnnxClassificationHead
{
    /// <summary>Which of the network's outputs holds the scores, [N, classes].</summary>
    public int Output { get; init; }

    /// <summary>Whether the scores are logits that the file turns into probabilities by Softmax.</summary>
    public bool Softmax { get; init; }

    /// <summary>The name of an output with the index of the greatest score, int64 [N]; null for none.</summary>
    public string? ClassOutput { get; init; } = "class";

    /// <summary>The classes' labels in order; null for none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The name of an output with the label of the greatest score, text [N], where there are labels.</summary>
    public string LabelOutput { get; init; } = "label";
}
