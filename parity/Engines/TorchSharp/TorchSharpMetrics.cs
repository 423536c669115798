using Interop.Native.Metrics;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Metrics;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs metric cases on TorchSharp: the definitions in its operations, in float64.</summary>
internal static class TorchSharpMetrics
{
    /// <summary>The figure, and those of each class.</summary>
    public static NamedTensors Run(MetricCase parityCase)
    {
        var x = parityCase.Inputs.Torch("predictions").to(torch.float64);
        var y = parityCase.Inputs.Torch("targets").to(torch.float64);
        var w = parityCase.IsWeighted ? parityCase.Inputs.Torch("sample_weight").to(torch.float64) : torch.ones(parityCase.Samples, torch.float64);
        var (value, each) = Figures(parityCase, x, y, w);
        var outputs = new NamedTensors();
        outputs.Add("value", value.to(torch.float32).reshape([]));
        if (each is not null)
        {
            outputs.Add("each", each.to(torch.float32).flatten());
        }

        return outputs;
    }

    private static (torch.Tensor Value, torch.Tensor? Each) Figures(MetricCase parityCase, torch.Tensor x, torch.Tensor y, torch.Tensor w)
    {
        var ofClasses = parityCase.Form == MetricForm.Classes;
        switch (parityCase.Kind)
        {
            case MetricKind.Accuracy when ofClasses:
                return (Mean(x.argmax(1).eq(y.to(torch.int64)), w), null);
            case MetricKind.Accuracy:
                return (Mean(x.gt(0.5).eq(y.gt(0.5)).to(torch.float64).mean([1]), w), null);
            case MetricKind.ExactMatch:
                return (Mean(x.gt(0.5).eq(y.gt(0.5)).all(1), w), null);
            case MetricKind.TopK:
                return (Mean(x.topk(MetricCase.K, 1).indexes.eq(y.to(torch.int64).unsqueeze(1)).any(1), w), null);
            case MetricKind.Confusion:
                var table = ofClasses ? Table(x.argmax(1), y, w, parityCase.Width) : Table(x.gt(0.5).flatten(), y.flatten(), w, 2);
                return (table.diagonal().sum() / table.sum(), table);
            case MetricKind.Auc:
                return Areas(parityCase, x, ofClasses ? Hot(y, parityCase.Width) : y, w);
            case MetricKind.LogLoss when ofClasses:
                return (Mean(-(x / x.sum([1], keepdim: true)).gather(1, y.to(torch.int64).unsqueeze(1)).log().squeeze(1), w), null);
            case MetricKind.LogLoss:
                return (Mean(-((y * x.log()) + ((1 - y) * (1 - x).log())).mean([1]), w), null);
            case MetricKind.RSquared:
                var weight = w.unsqueeze(1);
                var mean = (y * weight).sum([0]) / w.sum();
                var determination = 1 - (((y - x).pow(2) * weight).sum([0]) / ((y - mean).pow(2) * weight).sum([0]));
                return (determination.mean(), determination);
            default:
                var predicted = ofClasses ? Hot(x.argmax(1), parityCase.Width) : x.gt(0.5).to(torch.float64);
                return Rates(parityCase, predicted, ofClasses ? Hot(y, parityCase.Width) : y, w.unsqueeze(1));
        }
    }

    // Precision, recall or F1 of each class from its hits, what was predicted and what is actual, and one figure of all.
    private static (torch.Tensor Value, torch.Tensor Each) Rates(MetricCase parityCase, torch.Tensor predicted, torch.Tensor actual, torch.Tensor w)
    {
        torch.Tensor Rate(torch.Tensor hits, torch.Tensor found, torch.Tensor right) => parityCase.Kind switch
        {
            MetricKind.Precision => hits / found,
            MetricKind.Recall => hits / right,
            _ => 2 * hits / (found + right),
        };
        if (parityCase.Width == 1)
        {
            // Of one output the classes are no and yes, and the figure is that of yes.
            (predicted, actual) = (torch.cat([1 - predicted, predicted], 1), torch.cat([1 - actual, actual], 1));
        }

        var (hits, found, right) = ((predicted * actual * w).sum([0]), (predicted * w).sum([0]), (actual * w).sum([0]));
        var each = Rate(hits, found, right);
        var value = parityCase.Averaging switch
        {
            _ when parityCase.Width == 1 => each[1],
            Averaging.Micro => Rate(hits.sum(), found.sum(), right.sum()),
            Averaging.Weighted => (each * right).sum() / right.sum(),
            _ => each.mean(),
        };
        return (value, each);
    }

    // The share of pairs of a positive and a negative in the right order, ties counting half.
    private static (torch.Tensor Value, torch.Tensor Each) Areas(MetricCase parityCase, torch.Tensor x, torch.Tensor actual, torch.Tensor w)
    {
        var areas = new List<torch.Tensor>();
        for (var c = 0; c < parityCase.Width; c++)
        {
            var (score, positive, negative) = (x.select(1, c), actual.select(1, c) * w, (1 - actual.select(1, c)) * w);
            var (left, right) = (score.unsqueeze(1), score.unsqueeze(0));
            var order = left.gt(right).to(torch.float64) + (0.5 * left.eq(right).to(torch.float64));
            areas.Add((order * positive.unsqueeze(1) * negative.unsqueeze(0)).sum() / (positive.sum() * negative.sum()));
        }

        var each = torch.stack(areas);
        var share = (actual * w.unsqueeze(1)).sum([0]);
        return (parityCase.Averaging == Averaging.Weighted ? (each * share).sum() / share.sum() : each.mean(), each);
    }

    private static torch.Tensor Table(torch.Tensor predicted, torch.Tensor actual, torch.Tensor w, int classes) =>
        Hot(actual, classes).t().matmul(Hot(predicted, classes) * w.unsqueeze(1));

    private static torch.Tensor Hot(torch.Tensor classes, int count) => functional.one_hot(classes.to(torch.int64), count).to(torch.float64);

    private static torch.Tensor Mean(torch.Tensor figures, torch.Tensor w) => (figures.to(torch.float64) * w).sum() / w.sum();
}
