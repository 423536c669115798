using Interop.Native.Layers;

namespace Interop.Native.Files.Formats;

/// <summary>How batch normalization is written and read.</summary>
internal static class BatchNormalizationFormat
{
    public static void AddTo(ComponentTable<Layer> table) => table.Add<BatchNormalization>(
        (layer, o) =>
        {
            o.Write("momentum", layer.Momentum);
            o.Write("epsilon", layer.Epsilon);
            o.Write("axis", layer.Axis);
            o.Write("center", layer.Center);
            o.Write("scale", layer.Scale);
            o.Write("betaInitializer", layer.BetaInitializer);
            o.Write("gammaInitializer", layer.GammaInitializer);
            o.Write("movingMeanInitializer", layer.MovingMeanInitializer);
            o.Write("movingVarianceInitializer", layer.MovingVarianceInitializer);
            o.Write("betaRegularizer", layer.BetaRegularizer);
            o.Write("gammaRegularizer", layer.GammaRegularizer);
            o.Write("betaConstraint", layer.BetaConstraint);
            o.Write("gammaConstraint", layer.GammaConstraint);
            o.Write("trackRunningStatistics", layer.TrackRunningStatistics);
            o.Write("cumulativeAverage", layer.CumulativeAverage);
            o.WriteName<BatchNormalizationConvention>("convention", layer.Convention);
        },
        o => new BatchNormalization(
            o.FindDouble("momentum"),
            o.FindDouble("epsilon"),
            o.GetInt32("axis", 1),
            o.GetBoolean("center", true),
            o.GetBoolean("scale", true),
            o.FindInitializer("betaInitializer"),
            o.FindInitializer("gammaInitializer"),
            o.FindInitializer("movingMeanInitializer"),
            o.FindInitializer("movingVarianceInitializer"),
            o.FindRegularizer("betaRegularizer"),
            o.FindRegularizer("gammaRegularizer"),
            o.FindConstraint("betaConstraint"),
            o.FindConstraint("gammaConstraint"),
            o.GetBoolean("trackRunningStatistics", true),
            o.GetBoolean("cumulativeAverage", false),
            o.FindName<BatchNormalizationConvention>("convention")));
}
