namespace Interop.Native.Metrics;

/// <summary>F1-score: the harmonic mean of precision and recall, <c>2 TP / (2 TP + FP + FN)</c>. Source: D0.</summary>
/// <param name="averaging">How the figures of the classes become one.</param>
public sealed class F1(Averaging averaging = Averaging.Automatic) : AveragedMetric(averaging)
{
    private protected override string Figures => "f1";

    private protected override double Figure(double hits, double predicted, double actual) => Quotient(2 * hits, predicted + actual);
}
