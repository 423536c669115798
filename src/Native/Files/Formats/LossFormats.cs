using Interop.Native.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Files.Formats;

/// <summary>How losses are written and read. What the network's conventions decide is left to them; the reduction is written for all.</summary>
internal static class LossFormats
{
    public static void AddTo(ComponentTable<Loss> table)
    {
        AddCrossentropies(table);
        table.Add<CategoricalHinge>(o => new CategoricalHinge(o.GetBoolean("squared", l => l.IsSquared, false), o.GetSingle("margin", l => l.Margin, 1f))
        {
            Rivals = o.GetName("rivals", l => l.Rivals, HingeRivals.All),
            ClassWeights = ClassWeights(o),
            IgnoreIndex = IgnoreIndex(o),
            ClassAxis = ClassAxis(o),
        });
        table.Add(() => new CosineSimilarity());
        table.Add<Hinge>(o => new Hinge(o.GetBoolean("squared", l => l.IsSquared, false), o.GetSingle("margin", l => l.Margin, 1f)));
        table.Add<Huber>(o => new Huber(o.GetSingle("delta", l => l.Delta, 1f), o.GetBoolean("divideByDelta", l => l.DividesByDelta, false)));
        table.Add<KLDivergence>(o => new KLDivergence(o.GetBoolean("fromProbabilities", l => l.FromProbabilities, false), o.GetBoolean("logTarget", l => l.LogTarget, false))
        {
            ClipProbabilities = o.GetSingle("clipProbabilities", l => l.ClipProbabilities, 0f),
        });
        table.Add(() => new LogCosh());
        table.Add(() => new MeanAbsoluteError());
        table.Add<MeanSquaredError>(o => new MeanSquaredError { GivenFactor = o.FindSingle("factor", l => l.GivenFactor) });
        table.Add<NegativeLogLikelihood>(o => new NegativeLogLikelihood { ClassWeights = ClassWeights(o), IgnoreIndex = IgnoreIndex(o), ClassAxis = ClassAxis(o) });
        table.Add<Poisson>(o => new Poisson(o.GetBoolean("fromLogRate", l => l.FromLogRate, true)) { Epsilon = o.GetSingle("epsilon", l => l.Epsilon, 1e-8f) });
    }

    private static void AddCrossentropies(ComponentTable<Loss> table)
    {
        table.Add<BinaryCrossentropy>(o => new BinaryCrossentropy(o.GetBoolean("fromLogits", l => l.FromLogits, false))
        {
            LogBase = o.GetDouble("logBase", l => l.LogBase, Math.E),
            LabelSmoothing = o.GetSingle("labelSmoothing", l => l.LabelSmoothing, 0f),
            PositiveWeight = o.FindTensor("positiveWeight", l => l.PositiveWeight),
            OutputWeights = o.FindTensor("outputWeights", l => l.OutputWeights),
            GivenClipProbabilities = Checked(o.FindSingle("clipProbabilities", l => l.GivenClipProbabilities)),
        });
        table.Add<BinaryFocalCrossentropy>(o => new BinaryFocalCrossentropy(o.GetBoolean("fromLogits", l => l.FromLogits, false), o.GetSingle("gamma", l => l.Gamma, 2f))
        {
            Alpha = o.FindSingle("alpha", l => l.Alpha),
        });
        table.Add<CategoricalCrossentropy>(o => new CategoricalCrossentropy(o.GetBoolean("fromLogits", l => l.FromLogits, false))
        {
            LogBase = o.GetDouble("logBase", l => l.LogBase, Math.E),
            LabelSmoothing = o.GetSingle("labelSmoothing", l => l.LabelSmoothing, 0f),
            GivenNormalizeProbabilities = o.FindBoolean("normalizeProbabilities", l => l.GivenNormalizeProbabilities),
            GivenClipProbabilities = Checked(o.FindSingle("clipProbabilities", l => l.GivenClipProbabilities)),
            ClassWeights = ClassWeights(o),
            IgnoreIndex = IgnoreIndex(o),
            ClassAxis = ClassAxis(o),
        });
        table.Add<CategoricalFocalCrossentropy>(o => new CategoricalFocalCrossentropy(o.GetBoolean("fromLogits", l => l.FromLogits, false), o.GetSingle("gamma", l => l.Gamma, 2f))
        {
            ClassWeights = ClassWeights(o),
            IgnoreIndex = IgnoreIndex(o),
            ClassAxis = ClassAxis(o),
        });
    }

    private static float? Checked(float? clip) => clip is { } given ? LossArguments.Clip(given, "clipProbabilities") : null;

    private static Tensor? ClassWeights<T>(ComponentOptions<T> options)
        where T : ClassificationLoss => options.FindTensor("classWeights", l => l.ClassWeights);

    private static int IgnoreIndex<T>(ComponentOptions<T> options)
        where T : ClassificationLoss => options.GetInt32("ignoreIndex", l => l.IgnoreIndex, -100);

    private static int ClassAxis<T>(ComponentOptions<T> options)
        where T : ClassificationLoss => options.GetInt32("classAxis", l => l.ClassAxis, 1);
}
