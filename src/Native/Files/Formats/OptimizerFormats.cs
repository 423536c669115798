using Interop.Native.Optimizers;

namespace Interop.Native.Files.Formats;

/// <summary>How optimizers and gradient clipping are written and read. Learning rate and momentum are those of the moment.</summary>
internal static class OptimizerFormats
{
    public static void AddTo(ComponentTable<Optimizer> table)
    {
        table.Add<Adadelta>(o => new Adadelta(
            FindRate(o), o.FindDouble("smoothing", p => p.Smoothing), o.FindDouble("epsilon", p => p.Epsilon), WeightDecay(o)));
        table.Add<Adagrad>(o => new Adagrad(
            FindRate(o),
            o.GetDouble("learningRateDecay", p => p.LearningRateDecay, 0),
            WeightDecay(o),
            o.FindDouble("initialAccumulator", p => p.InitialAccumulator),
            o.FindDouble("epsilon", p => p.Epsilon),
            o.FindName<EpsilonPlacement>("epsilonPlacement", p => p.Placement)));
        AddAdams(table);
        table.Add<RMSprop>(o => new RMSprop(
            FindRate(o),
            o.FindDouble("smoothing", p => p.Smoothing),
            o.FindDouble("epsilon", p => p.Epsilon),
            WeightDecay(o),
            Momentum(o),
            o.GetBoolean("centered", p => p.Centered, false),
            o.FindName<EpsilonPlacement>("epsilonPlacement", p => p.Placement),
            o.FindName<MomentumConvention>("convention", p => p.Convention)));
        table.Add<SGD>(o => new SGD(
            Rate(o, 0.01f),
            Momentum(o),
            o.GetDouble("dampening", p => p.Dampening, 0),
            WeightDecay(o),
            o.GetBoolean("nesterov", p => p.Nesterov, false),
            o.FindName<MomentumConvention>("convention", p => p.Convention)));
    }

    public static void AddTo(ComponentTable<GradientClipping> table)
    {
        table.Add<ClipByGlobalNorm>(o => new ClipByGlobalNorm(o.GetDouble("maxNorm", c => c.MaxNorm), o.GetDouble("order", c => c.Order, 2)));
        table.Add<ClipByNorm>(o => new ClipByNorm(o.GetDouble("maxNorm", c => c.MaxNorm)));
        table.Add<ClipByValue>(o => new ClipByValue(o.GetSingle("limit", c => c.Limit)));
    }

    private static void AddAdams(ComponentTable<Optimizer> table)
    {
        table.Add<Adam>(o => new Adam(
            Rate(o, 1e-3f),
            o.GetDouble("beta1", p => p.Beta1, 0.9),
            o.GetDouble("beta2", p => p.Beta2, 0.999),
            o.FindDouble("epsilon", p => p.Epsilon),
            WeightDecay(o),
            o.GetBoolean("amsgrad", p => p.Amsgrad, false),
            o.FindName<EpsilonPlacement>("epsilonPlacement", p => p.Placement),
            o.FindName<BiasCorrection>("biasCorrection", p => p.Correction)));
        table.Add<AdamW>(o => new AdamW(
            Rate(o, 1e-3f),
            o.GetDouble("beta1", p => p.Beta1, 0.9),
            o.GetDouble("beta2", p => p.Beta2, 0.999),
            o.FindDouble("epsilon", p => p.Epsilon),
            o.FindSingle("weightDecay", p => p.WeightDecay),
            o.GetBoolean("amsgrad", p => p.Amsgrad, false),
            o.FindName<EpsilonPlacement>("epsilonPlacement", p => p.Placement)));
        table.Add<Adamax>(o => new Adamax(
            FindRate(o),
            o.GetDouble("beta1", p => p.Beta1, 0.9),
            o.GetDouble("beta2", p => p.Beta2, 0.999),
            o.FindDouble("epsilon", p => p.Epsilon),
            WeightDecay(o),
            o.FindName<AdamaxEpsilon>("epsilonPlacement", p => p.Placement)));
        table.Add<NAdam>(o => new NAdam(
            FindRate(o),
            o.GetDouble("beta1", p => p.Beta1, 0.9),
            o.GetDouble("beta2", p => p.Beta2, 0.999),
            o.FindDouble("epsilon", p => p.Epsilon),
            WeightDecay(o),
            o.FindDouble("momentumDecay", p => p.MomentumDecay)));
        table.Add<RAdam>(o => new RAdam(
            Rate(o, 1e-3f),
            o.GetDouble("beta1", p => p.Beta1, 0.9),
            o.GetDouble("beta2", p => p.Beta2, 0.999),
            o.GetDouble("epsilon", p => p.Epsilon, 1e-8),
            WeightDecay(o)));
    }

    private static float Rate<T>(ComponentOptions<T> options, float otherwise)
        where T : Optimizer => options.GetSingle("learningRate", p => p.LearningRate, otherwise);

    // What the network's conventions may set.
    private static float? FindRate<T>(ComponentOptions<T> options)
        where T : Optimizer => options.FindSingle("learningRate", p => p.LearningRate);

    private static float WeightDecay<T>(ComponentOptions<T> options)
        where T : Optimizer => options.GetSingle("weightDecay", p => p.WeightDecay, 0f);

    private static double Momentum<T>(ComponentOptions<T> options)
        where T : Optimizer => options.GetDouble("momentum", p => p.Momentum ?? 0, 0);
}
