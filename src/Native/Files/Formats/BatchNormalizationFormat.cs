using Interop.Native.Layers;

namespace Interop.Native.Files.Formats;

/// <summary>How batch normalization is written and read.</summary>
internal static class BatchNormalizationFormat
{
    public static void AddTo(ComponentTable<Layer> table) => table.Add<BatchNormalization>(o => new BatchNormalization(
        o.FindDouble("momentum", l => l.Momentum),
        o.FindDouble("epsilon", l => l.Epsilon),
        o.GetInt32("axis", l => l.Axis, 1),
        o.GetBoolean("center", l => l.Center, true),
        o.GetBoolean("scale", l => l.Scale, true),
        o.FindInitializer("betaInitializer", l => l.BetaInitializer),
        o.FindInitializer("gammaInitializer", l => l.GammaInitializer),
        o.FindInitializer("movingMeanInitializer", l => l.MovingMeanInitializer),
        o.FindInitializer("movingVarianceInitializer", l => l.MovingVarianceInitializer),
        o.FindRegularizer("betaRegularizer", l => l.BetaRegularizer),
        o.FindRegularizer("gammaRegularizer", l => l.GammaRegularizer),
        o.FindConstraint("betaConstraint", l => l.BetaConstraint),
        o.FindConstraint("gammaConstraint", l => l.GammaConstraint),
        o.GetBoolean("trackRunningStatistics", l => l.TrackRunningStatistics, true),
        o.GetBoolean("cumulativeAverage", l => l.CumulativeAverage, false),
        o.FindName<BatchNormalizationConvention>("convention", l => l.Convention)));
}
