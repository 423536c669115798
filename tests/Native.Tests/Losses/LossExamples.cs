using Interop.Native.Losses;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Losses;

/// <summary>Every loss, in every form that has a formula of its own.</summary>
internal static class LossExamples
{
    public static readonly LossExample[] All =
    [
        Pointwise("mse", r => new MeanSquaredError { Reduction = r }, Numbers, Numbers, (a, y) => (a - y) * (a - y)),
        Pointwise("mse, lecture", r => new MeanSquaredError { Reduction = r, Factor = 0.5f }, Numbers, Numbers, (a, y) => 0.5 * (a - y) * (a - y)),
        Pointwise("mae", r => new MeanAbsoluteError { Reduction = r }, Numbers, Numbers, (a, y) => Var.Abs(a - y)),
        Pointwise("huber", r => new Huber(0.8f) { Reduction = r }, Numbers, Numbers, (a, y) => HuberOf(a - y, 0.8f)),
        Pointwise("smooth l1", r => new Huber(0.8f, true) { Reduction = r }, Numbers, Numbers, (a, y) => HuberOf(a - y, 0.8f) / 0.8f),
        Pointwise("log cosh", r => new LogCosh { Reduction = r }, Numbers, Numbers, (a, y) => Var.Log(0.5 * (Var.Exp(a - y) + Var.Exp(y - a)))),
        Pointwise("poisson, log rate", r => new Poisson { Reduction = r }, Numbers, Counts, (a, y) => Var.Exp(a) - (y * a)),
        Pointwise("poisson, rate", r => new Poisson(false) { Reduction = r }, Probabilities, Counts, (a, y) => a - (y * Var.Log(a + 1e-8))),
        Pointwise("hinge", r => new Hinge { Reduction = r }, Numbers, Signs, (a, y) => Var.Max(1 - (y * a), 0)),
        Pointwise("squared hinge", r => new Hinge(true, 0.7f) { Reduction = r }, Numbers, Signs, (a, y) => Var.Pow(Var.Max(0.7f - (y * a), 0), 2)),
        Pointwise("bce", r => new BinaryCrossentropy { Reduction = r }, Probabilities, Probabilities, (p, y) => Bce(p, y, 1)),
        Pointwise("bce, base 10", r => new BinaryCrossentropy { Reduction = r, LogBase = 10 }, Probabilities, Probabilities, (p, y) => Bce(p, y, 1) / Math.Log(10)),
        Pointwise(
            "bce from logits",
            r => new BinaryCrossentropy(true) { Reduction = r, PositiveWeight = Tensor.From(2.5f), LabelSmoothing = 0.2f },
            Numbers,
            Probabilities,
            (x, y) => Bce(Sigmoid(x), (0.8f * y) + 0.1f, 2.5)),
        Pointwise(
            "bce, clipped",
            r => new BinaryCrossentropy { Reduction = r, ClipProbabilities = 0.3f },
            Probabilities,
            Probabilities,
            (p, y) => Bce(Var.Min(Var.Max(p, 0.3f), 1f - 0.3f), y, 1)),
        Pointwise("focal", r => new BinaryFocalCrossentropy { Reduction = r, Alpha = 0.25f }, Probabilities, Probabilities, (p, y) => Focal(p, y, 0.25)),
        Pointwise(
            "focal from logits",
            r => new BinaryFocalCrossentropy(true) { Reduction = r },
            Numbers,
            Probabilities,
            (x, y) => 2 * Focal(Sigmoid(x), y, 0.5)),
        Pointwise("kl", r => new KLDivergence { Reduction = r }, Numbers, Probabilities, (q, y) => y * (Var.Log(y) - q)),
        Pointwise("kl, probabilities", r => new KLDivergence(true) { Reduction = r }, Probabilities, Probabilities, (q, y) => y * (Var.Log(y) - Var.Log(q))),
        Pointwise(
            "kl, keras",
            r => new KLDivergence(true) { Reduction = r, ClipProbabilities = 0.25f },
            Probabilities,
            Probabilities,
            (q, y) => Var.Max(y, 0.25f) * (Var.Log(Var.Max(y, 0.25f)) - Var.Log(Var.Max(q, 0.25f)))),
        Pointwise("kl, log target", r => new KLDivergence(false, true) { Reduction = r }, Numbers, LogProbabilities, (q, y) => Var.Exp(y) * (y - q)),
        OfClasses("cce", r => new CategoricalCrossentropy { Reduction = r }, Probabilities, (p, y) => -Dot(y, Logs(p))),
        OfClasses(
            "cce, normalized",
            r => new CategoricalCrossentropy { Reduction = r, NormalizeProbabilities = true, LogBase = 10 },
            Probabilities,
            (p, y) => -Dot(y, Logs([.. p.Select(q => q / Var.Sum(p))])) / Math.Log(10)),
        OfClasses(
            "cce, clipped",
            r => new CategoricalCrossentropy { Reduction = r, ClipProbabilities = 0.3f },
            Probabilities,
            (p, y) => -Dot(y, Logs([.. p.Select(q => Var.Min(Var.Max(q, 0.3f), 1f - 0.3f))]))),
        OfClasses("cce from logits", r => new CategoricalCrossentropy(true) { Reduction = r }, Numbers, (x, y) => -Dot(y, LogSoftmax(x))),
        OfClasses(
            "cce from logits, weights and smoothing",
            r => new CategoricalCrossentropy(true) { Reduction = r, ClassWeights = Tensor.From(0.5f, 2f, 1f), LabelSmoothing = 0.25f },
            Numbers,
            (x, y) => -Dot([((0.75 * y[0]) + (0.25 / 3)) * 0.5, ((0.75 * y[1]) + (0.25 / 3)) * 2, (0.75 * y[2]) + (0.25 / 3)], LogSoftmax(x))),
        OfClasses("nll", r => new NegativeLogLikelihood { Reduction = r }, Numbers, (x, y) => -Dot(y, x)),
        OfClasses(
            "categorical focal",
            r => new CategoricalFocalCrossentropy { Reduction = r },
            Probabilities,
            (p, y) => -Dot(y, [.. p.Select(q => (1 - q) * (1 - q) * Var.Log(q))])),
        OfClasses(
            "categorical focal from logits",
            r => new CategoricalFocalCrossentropy(true, 1.5f) { Reduction = r },
            Numbers,
            (x, y) => -Dot(y, [.. LogSoftmax(x).Select(log => Var.Pow(1 - Var.Exp(log), 1.5) * log)])),
        OfClasses("multi margin", r => new CategoricalHinge { Reduction = r }, Numbers, MultiMargin, oneHot: true),
        OfClasses("categorical hinge", r => new CategoricalHinge { Reduction = r, Rivals = HingeRivals.Strongest }, Numbers, StrongestRival, oneHot: true),
        new(
            "cosine",
            r => new CosineSimilarity { Reduction = r },
            3,
            (random, n) => (Numbers(random, [n, 3]), Numbers(random, [n, 3])),
            (a, y) => Rows(a, y, (row, target) =>
            {
                double norm = Math.Sqrt(target.Sum(value => (double)value * value));
                return -Dot([.. target.Select(value => value / norm)], row) / Var.Sqrt(Var.Sum([.. row.Select(value => value * value)]));
            })),
    ];

    private static LossExample Pointwise(
        string name,
        Func<Reduction, Loss> create,
        Func<TorchGenerator, Shape, Tensor> predictions,
        Func<TorchGenerator, Shape, Tensor> targets,
        Func<Var, Var, Var> formula)
    {
        Shape sample = [3, 7];
        return new(
            name,
            create,
            sample,
            (random, n) => (predictions(random, sample.Prepend(n)), targets(random, sample.Prepend(n))),
            (a, y) => [.. a.Select((value, i) => formula(value, (value * 0) + y[i]))]);
    }

    private static LossExample OfClasses(
        string name, Func<Reduction, Loss> create, Func<TorchGenerator, Shape, Tensor> predictions, Func<Var[], double[], Var> formula, bool oneHot = false) =>
        new(
            name,
            create,
            3,
            (random, n) => (predictions(random, [n, 3]), oneHot ? OneHot(random, n) : Probabilities(random, [n, 3])),
            (a, y) => Rows(a, y, (row, target) => formula(row, [.. target.Select(value => (double)value)])));

    private static Tensor Numbers(TorchGenerator random, Shape shape) => Fill(shape, span => random.FillNormal(span, 0, 1));

    private static Tensor Probabilities(TorchGenerator random, Shape shape) => Fill(shape, span => random.FillUniform(span, 0.05f, 0.95f));

    private static Tensor LogProbabilities(TorchGenerator random, Shape shape) => Fill(shape, span => random.FillUniform(span, -3, -0.1f));

    private static Tensor Counts(TorchGenerator random, Shape shape) => Map(Probabilities(random, shape), value => MathF.Floor(6 * value));

    private static Tensor Signs(TorchGenerator random, Shape shape) => Map(Numbers(random, shape), value => value < 0 ? -1 : 1);

    private static Tensor OneHot(TorchGenerator random, int n)
    {
        var targets = new Tensor([n, 3]);
        var draw = Probabilities(random, n);
        for (var i = 0; i < n; i++)
        {
            targets[i, (int)(3 * draw[i])] = 1;
        }

        return targets;
    }

    private static Tensor Fill(Shape shape, Action<Span<float>> fill)
    {
        var tensor = new Tensor(shape);
        fill(tensor.Span);
        return tensor;
    }

    private static Tensor Map(Tensor tensor, Func<float, float> map) => Tensor.From(tensor.Shape, [.. tensor.ToArray().Select(map)]);

    private static Var[] Rows(Var[] a, float[] y, Func<Var[], float[], Var> formula) =>
        [.. Enumerable.Range(0, a.Length / 3).Select(row => formula(a[(3 * row)..((3 * row) + 3)], y[(3 * row)..((3 * row) + 3)]))];

    private static Var Sigmoid(Var x) => 1 / (1 + Var.Exp(-x));

    private static Var HuberOf(Var d, double delta) => Math.Abs(d.Value) < delta ? 0.5 * d * d : delta * (Var.Abs(d) - (0.5 * delta));

    private static Var Bce(Var p, Var y, double positive) => -((positive * y * Var.Log(p)) + ((1 - y) * Var.Log(1 - p)));

    private static Var Focal(Var p, Var y, double alpha) =>
        -((alpha * y * Var.Pow(1 - p, 2) * Var.Log(p)) + ((1 - alpha) * (1 - y) * Var.Pow(p, 2) * Var.Log(1 - p)));

    private static Var Dot(double[] y, Var[] a) => Var.Sum([.. a.Select((value, i) => value * y[i])]);

    private static Var[] Logs(Var[] p) => [.. p.Select(Var.Log)];

    private static Var[] LogSoftmax(Var[] x)
    {
        var logSum = Var.Log(Var.Sum([.. x.Select(Var.Exp)]));
        return [.. x.Select(value => value - logSum)];
    }

    private static Var MultiMargin(Var[] x, double[] y)
    {
        var right = Array.IndexOf(y, 1.0);
        return Var.Sum([.. Enumerable.Range(0, 3).Where(c => c != right).Select(c => Var.Max(1 - x[right] + x[c], 0))]) / 3;
    }

    // Keras: max(0, max((1 − y)·x) − Σ y·x + 1); the right class itself counts as a rival of score 0.
    private static Var StrongestRival(Var[] x, double[] y)
    {
        var right = Array.IndexOf(y, 1.0);
        var rival = Enumerable.Range(0, 3).Where(c => c != right).Select(c => x[c]).Aggregate(Var.Max);
        return Var.Max(Var.Max(rival, 0) - x[right] + 1, 0);
    }
}
