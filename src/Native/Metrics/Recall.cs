namespace Interop.Native.Metrics;

/// <summary>Recall: of the samples of a class, the share that are found, <c>TP / (TP + FN)</c>. Source: D0.</summary>
/// <param name="averaging">How the figures of the classes become one.</param>
public sealed class Recall(Averaging averaging = Averaging.Automatic) : AveragedMetric(averaging)
{
    private protected override string Figures => "recall";

    private protected override double Figure(double hits, double predicted, double actual) => Quotient(hits, actual);
}
