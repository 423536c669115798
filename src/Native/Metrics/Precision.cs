namespace Interop.Native.Metrics;

/// <summary>Precision: of the answers that say a class, the share that are right, <c>TP / (TP + FP)</c>. Source: D0.</summary>
/// <param name="averaging">How the figures of the classes become one.</param>
public sealed class Precision(Averaging averaging = Averaging.Automatic) : AveragedMetric(averaging)
{
    private protected override string Figures => "precision";

    private protected override double Figure(double hits, double predicted, double actual) => Quotient(hits, predicted);
}
