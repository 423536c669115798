using Interop.Native.Optimizers;

namespace Interop.Native.Files.Formats;

/// <summary>How optimizers and gradient clipping are written and read. Learning rate and momentum are those of the moment.</summary>
internal static class OptimizerFormats
{
    public static void AddTo(ComponentTable<Optimizer> table)
    {
        table.Add<Adadelta>(
            (p, o) =>
            {
                o.Write("smoothing", p.Smoothing);
                o.Write("epsilon", p.Epsilon);
                WriteRates(p, o);
            },
            o => new Adadelta(o.FindSingle("learningRate"), o.FindDouble("smoothing"), o.FindDouble("epsilon"), o.GetSingle("weightDecay", 0f)));
        table.Add<Adagrad>(
            (p, o) =>
            {
                o.Write("learningRateDecay", p.LearningRateDecay);
                o.Write("initialAccumulator", p.InitialAccumulator);
                o.Write("epsilon", p.Epsilon);
                o.WriteName("epsilonPlacement", p.Placement);
                WriteRates(p, o);
            },
            o => new Adagrad(
                o.FindSingle("learningRate"),
                o.GetDouble("learningRateDecay", 0),
                o.GetSingle("weightDecay", 0f),
                o.FindDouble("initialAccumulator"),
                o.FindDouble("epsilon"),
                o.FindName<EpsilonPlacement>("epsilonPlacement")));
        AddAdams(table);
        table.Add<RMSprop>(
            (p, o) =>
            {
                o.Write("smoothing", p.Smoothing);
                o.Write("epsilon", p.Epsilon);
                o.Write("momentum", p.Momentum ?? 0);
                o.Write("centered", p.Centered);
                o.WriteName("epsilonPlacement", p.Placement);
                o.WriteName("convention", p.Convention);
                WriteRates(p, o);
            },
            o => new RMSprop(
                o.FindSingle("learningRate"),
                o.FindDouble("smoothing"),
                o.FindDouble("epsilon"),
                o.GetSingle("weightDecay", 0f),
                o.GetDouble("momentum", 0),
                o.GetBoolean("centered", false),
                o.FindName<EpsilonPlacement>("epsilonPlacement"),
                o.FindName<MomentumConvention>("convention")));
        table.Add<SGD>(
            (p, o) =>
            {
                o.Write("momentum", p.Momentum ?? 0);
                o.Write("dampening", p.Dampening);
                o.Write("nesterov", p.Nesterov);
                o.WriteName("convention", p.Convention);
                WriteRates(p, o);
            },
            o => new SGD(
                o.GetSingle("learningRate", 0.01f),
                o.GetDouble("momentum", 0),
                o.GetDouble("dampening", 0),
                o.GetSingle("weightDecay", 0f),
                o.GetBoolean("nesterov", false),
                o.FindName<MomentumConvention>("convention")));
    }

    public static void AddTo(ComponentTable<GradientClipping> table)
    {
        table.Add<ClipByGlobalNorm>(
            (c, o) =>
            {
                o.Write("maxNorm", c.MaxNorm);
                o.Write("order", c.Order);
            },
            o => new ClipByGlobalNorm(o.GetDouble("maxNorm"), o.GetDouble("order", 2)));
        table.Add<ClipByNorm>((c, o) => o.Write("maxNorm", c.MaxNorm), o => new ClipByNorm(o.GetDouble("maxNorm")));
        table.Add<ClipByValue>((c, o) => o.Write("limit", c.Limit), o => new ClipByValue(o.GetSingle("limit")));
    }

    private static void AddAdams(ComponentTable<Optimizer> table)
    {
        table.Add<Adam>(
            (p, o) =>
            {
                WriteBetas(o, p.Beta1, p.Beta2, p.Epsilon);
                o.Write("amsgrad", p.Amsgrad);
                o.WriteName("epsilonPlacement", p.Placement);
                o.WriteName("biasCorrection", p.Correction);
                WriteRates(p, o);
            },
            o => new Adam(
                o.GetSingle("learningRate", 1e-3f),
                o.GetDouble("beta1", 0.9),
                o.GetDouble("beta2", 0.999),
                o.FindDouble("epsilon"),
                o.GetSingle("weightDecay", 0f),
                o.GetBoolean("amsgrad", false),
                o.FindName<EpsilonPlacement>("epsilonPlacement"),
                o.FindName<BiasCorrection>("biasCorrection")));
        table.Add<AdamW>(
            (p, o) =>
            {
                WriteBetas(o, p.Beta1, p.Beta2, p.Epsilon);
                o.Write("amsgrad", p.Amsgrad);
                o.WriteName("epsilonPlacement", p.Placement);
                WriteRates(p, o);
            },
            o => new AdamW(
                o.GetSingle("learningRate", 1e-3f),
                o.GetDouble("beta1", 0.9),
                o.GetDouble("beta2", 0.999),
                o.FindDouble("epsilon"),
                o.FindSingle("weightDecay"),
                o.GetBoolean("amsgrad", false),
                o.FindName<EpsilonPlacement>("epsilonPlacement")));
        table.Add<Adamax>(
            (p, o) =>
            {
                WriteBetas(o, p.Beta1, p.Beta2, p.Epsilon);
                o.WriteName("epsilonPlacement", p.Placement);
                WriteRates(p, o);
            },
            o => new Adamax(
                o.FindSingle("learningRate"),
                o.GetDouble("beta1", 0.9),
                o.GetDouble("beta2", 0.999),
                o.FindDouble("epsilon"),
                o.GetSingle("weightDecay", 0f),
                o.FindName<AdamaxEpsilon>("epsilonPlacement")));
        table.Add<NAdam>(
            (p, o) =>
            {
                WriteBetas(o, p.Beta1, p.Beta2, p.Epsilon);
                o.Write("momentumDecay", p.MomentumDecay);
                WriteRates(p, o);
            },
            o => new NAdam(
                o.FindSingle("learningRate"),
                o.GetDouble("beta1", 0.9),
                o.GetDouble("beta2", 0.999),
                o.FindDouble("epsilon"),
                o.GetSingle("weightDecay", 0f),
                o.FindDouble("momentumDecay")));
        table.Add<RAdam>(
            (p, o) =>
            {
                WriteBetas(o, p.Beta1, p.Beta2, p.Epsilon);
                WriteRates(p, o);
            },
            o => new RAdam(
                o.GetSingle("learningRate", 1e-3f), o.GetDouble("beta1", 0.9), o.GetDouble("beta2", 0.999), o.GetDouble("epsilon", 1e-8), o.GetSingle("weightDecay", 0f)));
    }

    private static void WriteBetas(OptionWriter options, double beta1, double beta2, double? epsilon)
    {
        options.Write("beta1", beta1);
        options.Write("beta2", beta2);
        options.Write("epsilon", epsilon);
    }

    private static void WriteRates(Optimizer optimizer, OptionWriter options)
    {
        options.Write("learningRate", optimizer.LearningRate);
        options.Write("weightDecay", optimizer.WeightDecay);
    }
}
