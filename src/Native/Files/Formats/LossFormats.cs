using Interop.Native.Losses;

namespace Interop.Native.Files.Formats;

/// <summary>How losses are written and read. What the network's conventions decide is left to them; the reduction is written for all.</summary>
internal static class LossFormats
{
    public static void AddTo(ComponentTable<Loss> table)
    {
        AddCrossentropies(table);
        AddFocal(table);
        table.Add<CategoricalHinge>(
            (l, o) =>
            {
                o.Write("squared", l.IsSquared);
                o.Write("margin", l.Margin);
                o.WriteName<HingeRivals>("rivals", l.Rivals);
                WriteClasses(l, o);
            },
            o => new CategoricalHinge(o.GetBoolean("squared", false), o.GetSingle("margin", 1f))
            {
                Rivals = o.GetName("rivals", HingeRivals.All),
                ClassWeights = o.FindTensor("classWeights"),
                IgnoreIndex = o.GetInt32("ignoreIndex", -100),
                ClassAxis = o.GetInt32("classAxis", 1),
            });
        table.Add(() => new CosineSimilarity());
        table.Add<Hinge>(
            (l, o) =>
            {
                o.Write("squared", l.IsSquared);
                o.Write("margin", l.Margin);
            },
            o => new Hinge(o.GetBoolean("squared", false), o.GetSingle("margin", 1f)));
        table.Add<Huber>(
            (l, o) =>
            {
                o.Write("delta", l.Delta);
                o.Write("divideByDelta", l.DividesByDelta);
            },
            o => new Huber(o.GetSingle("delta", 1f), o.GetBoolean("divideByDelta", false)));
        table.Add<KLDivergence>(
            (l, o) =>
            {
                o.Write("fromProbabilities", l.FromProbabilities);
                o.Write("logTarget", l.LogTarget);
                o.Write("clipProbabilities", l.ClipProbabilities);
            },
            o => new KLDivergence(o.GetBoolean("fromProbabilities", false), o.GetBoolean("logTarget", false))
            {
                ClipProbabilities = o.GetSingle("clipProbabilities", 0f),
            });
        table.Add(() => new LogCosh());
        table.Add(() => new MeanAbsoluteError());
        table.Add<MeanSquaredError>((l, o) => o.Write("factor", l.GivenFactor), o => new MeanSquaredError { GivenFactor = o.FindSingle("factor") });
        table.Add<NegativeLogLikelihood>(WriteClasses, o => new NegativeLogLikelihood
        {
            ClassWeights = o.FindTensor("classWeights"),
            IgnoreIndex = o.GetInt32("ignoreIndex", -100),
            ClassAxis = o.GetInt32("classAxis", 1),
        });
        table.Add<Poisson>(
            (l, o) =>
            {
                o.Write("fromLogRate", l.FromLogRate);
                o.Write("epsilon", l.Epsilon);
            },
            o => new Poisson(o.GetBoolean("fromLogRate", true)) { Epsilon = o.GetSingle("epsilon", 1e-8f) });
    }

    private static void AddCrossentropies(ComponentTable<Loss> table)
    {
        table.Add<BinaryCrossentropy>(
            (l, o) =>
            {
                o.Write("fromLogits", l.FromLogits);
                o.Write("logBase", l.LogBase);
                o.Write("labelSmoothing", l.LabelSmoothing);
                o.Write("positiveWeight", l.PositiveWeight);
                o.Write("outputWeights", l.OutputWeights);
                o.Write("clipProbabilities", l.GivenClipProbabilities);
            },
            o => new BinaryCrossentropy(o.GetBoolean("fromLogits", false))
            {
                LogBase = o.GetDouble("logBase", Math.E),
                LabelSmoothing = o.GetSingle("labelSmoothing", 0f),
                PositiveWeight = o.FindTensor("positiveWeight"),
                OutputWeights = o.FindTensor("outputWeights"),
                GivenClipProbabilities = Clip(o),
            });
        table.Add<CategoricalCrossentropy>(
            (l, o) =>
            {
                o.Write("fromLogits", l.FromLogits);
                o.Write("logBase", l.LogBase);
                o.Write("labelSmoothing", l.LabelSmoothing);
                o.Write("normalizeProbabilities", l.GivenNormalizeProbabilities);
                o.Write("clipProbabilities", l.GivenClipProbabilities);
                WriteClasses(l, o);
            },
            o => new CategoricalCrossentropy(o.GetBoolean("fromLogits", false))
            {
                LogBase = o.GetDouble("logBase", Math.E),
                LabelSmoothing = o.GetSingle("labelSmoothing", 0f),
                GivenNormalizeProbabilities = o.FindBoolean("normalizeProbabilities"),
                GivenClipProbabilities = Clip(o),
                ClassWeights = o.FindTensor("classWeights"),
                IgnoreIndex = o.GetInt32("ignoreIndex", -100),
                ClassAxis = o.GetInt32("classAxis", 1),
            });
    }

    private static void AddFocal(ComponentTable<Loss> table)
    {
        table.Add<BinaryFocalCrossentropy>(
            (l, o) =>
            {
                o.Write("fromLogits", l.FromLogits);
                o.Write("gamma", l.Gamma);
                o.Write("alpha", l.Alpha);
            },
            o => new BinaryFocalCrossentropy(o.GetBoolean("fromLogits", false), o.GetSingle("gamma", 2f)) { Alpha = o.FindSingle("alpha") });
        table.Add<CategoricalFocalCrossentropy>(
            (l, o) =>
            {
                o.Write("fromLogits", l.FromLogits);
                o.Write("gamma", l.Gamma);
                WriteClasses(l, o);
            },
            o => new CategoricalFocalCrossentropy(o.GetBoolean("fromLogits", false), o.GetSingle("gamma", 2f))
            {
                ClassWeights = o.FindTensor("classWeights"),
                IgnoreIndex = o.GetInt32("ignoreIndex", -100),
                ClassAxis = o.GetInt32("classAxis", 1),
            });
    }

    private static float? Clip(OptionReader options) =>
        options.FindSingle("clipProbabilities") is { } clip ? LossArguments.Clip(clip, "clipProbabilities") : null;

    private static void WriteClasses(ClassificationLoss loss, OptionWriter options)
    {
        options.Write("classWeights", loss.ClassWeights);
        options.Write("ignoreIndex", loss.IgnoreIndex);
        options.Write("classAxis", loss.ClassAxis);
    }
}
