"""Metrics by their definitions, in float64: PyTorch has none."""

import torch
from torch.nn import functional


def _hot(classes, count):
    return functional.one_hot(classes.long(), count).double()


def _mean(figures, w):
    return (figures.double() * w).sum() / w.sum()


def _rates(case, predicted, actual, w):
    """Precision, recall or F1 of each class from its hits, what was predicted and what is actual, and one figure of all."""

    def rate(hits, found, right):
        kind = case["metric"]
        return hits / found if kind == "Precision" else hits / right if kind == "Recall" else 2 * hits / (found + right)

    if is_single := predicted.shape[1] == 1:
        # Of one output the classes are no and yes, and the figure is that of yes.
        predicted, actual = torch.cat([1 - predicted, predicted], 1), torch.cat([1 - actual, actual], 1)
    hits, found, right = ((of * w[:, None]).sum(0) for of in (predicted * actual, predicted, actual))
    each = rate(hits, found, right)
    if is_single:
        return each[1], each
    if case["averaging"] == "Micro":
        return rate(hits.sum(), found.sum(), right.sum()), each
    return ((each * right).sum() / right.sum() if case["averaging"] == "Weighted" else each.mean()), each


def _areas(case, x, actual, w):
    """The share of pairs of a positive and a negative in the right order, ties counting half."""
    areas = []
    for c in range(x.shape[1]):
        score, positive, negative = x[:, c], actual[:, c] * w, (1 - actual[:, c]) * w
        order = (score[:, None] > score).double() + 0.5 * (score[:, None] == score).double()
        areas.append((order * positive[:, None] * negative).sum() / (positive.sum() * negative.sum()))
    each, share = torch.stack(areas), (actual * w[:, None]).sum(0)
    return ((each * share).sum() / share.sum() if case["averaging"] == "Weighted" else each.mean()), each


def _figures(case, x, y, w):
    kind, of_classes, width = case["metric"], case["targets"] == "Classes", x.shape[1]
    right = (x > 0.5) == (y > 0.5) if not of_classes else None
    if kind == "Accuracy":
        return _mean(x.argmax(1) == y.long() if of_classes else right.double().mean(1), w), None
    if kind == "ExactMatch":
        return _mean(right.all(1), w), None
    if kind == "TopK":
        return _mean((x.topk(int(case["k"]), 1).indices == y.long()[:, None]).any(1), w), None
    if kind == "Confusion":
        predicted, actual, count = (x.argmax(1), y, width) if of_classes else ((x > 0.5).flatten(), y.flatten(), 2)
        table = _hot(actual, count).T @ (_hot(predicted, count) * w[:, None])
        return table.diagonal().sum() / table.sum(), table
    if kind == "Auc":
        return _areas(case, x, _hot(y, width) if of_classes else y, w)
    if kind == "LogLoss" and of_classes:
        return _mean(-(x / x.sum(1, keepdim=True)).gather(1, y.long()[:, None]).log()[:, 0], w), None
    if kind == "LogLoss":
        return _mean(-(y * x.log() + (1 - y) * (1 - x).log()).mean(1), w), None
    if kind == "RSquared":
        mean = (y * w[:, None]).sum(0) / w.sum()
        each = 1 - ((y - x) ** 2 * w[:, None]).sum(0) / ((y - mean) ** 2 * w[:, None]).sum(0)
        return each.mean(), each
    return _rates(case, _hot(x.argmax(1), width) if of_classes else (x > 0.5).double(), _hot(y, width) if of_classes else y, w)


def run(case):
    x, y = case.input("predictions").double(), case.input("targets").double()
    w = case.input("sample_weight").double() if case.has("sample_weight") else torch.ones(len(x), dtype=torch.float64)
    value, each = _figures(case, x, y, w)
    case.add("value", value.to(case.dtype))
    if each is not None:
        case.add("each", each.flatten().to(case.dtype))
