"""Records classification and regression metrics by scikit-learn over random configurations: ties, missing classes, constant columns, weights.

Needs python3-sklearn. The random cases come from a seed; see oracle.py for how to run it.
"""

import warnings

import numpy
from sklearn import metrics

from oracle import Recorder, arguments, sklearn_producer

AVERAGES = ("macro", "micro", "weighted")


def probabilities(g, rows, columns, ties):
    """Rows that sum to 1; with ties they hold eighths, exact in any precision."""
    if ties:
        return (g.multinomial(8, [1 / columns] * columns, rows) / 8).astype(numpy.float32)
    x = g.exponential(1, (rows, columns)) + 1e-3
    return (x / x.sum(1, keepdims=True)).astype(numpy.float32)


def weights_of(g, rows):
    return g.uniform(0.1, 2, rows).astype(numpy.float32) if g.random() < 0.3 else None


def classes(recorder, g):
    rows, columns = int(g.integers(1, 40)), int(g.integers(2, 7))
    kind = g.choice(["any", "few", "single"])
    y = g.integers(0, columns, rows)
    if kind == "few":
        y = y % max(1, columns - 1)  # a column without targets
    elif kind == "single":
        y[:] = g.integers(0, columns)
    p = probabilities(g, rows, columns, g.random() < 0.5)
    if g.random() < 0.2:
        p[:, int(g.integers(0, columns))] = 0  # a class that is never likely; rows need not sum to 1 for what only ranks them
    w = weights_of(g, rows)
    predicted = p.argmax(1)
    everything = list(range(columns))
    results = {"accuracy": metrics.accuracy_score(y, predicted, sample_weight=w)}
    for average in AVERAGES:
        for name, function in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
            results[f"{name}_{average}"] = function(y, predicted, average=average, sample_weight=w, zero_division=0)
            results[f"{name}_{average}_all"] = function(y, predicted, average=average, sample_weight=w, zero_division=0, labels=everything)
    if columns > 2:
        k = int(g.integers(1, columns))
        results[f"top_{k}"] = metrics.top_k_accuracy_score(y, p, k=k, sample_weight=w, labels=everything)
    confusion = metrics.confusion_matrix(y, predicted, sample_weight=w, labels=everything)
    per_class = metrics.precision_recall_fscore_support(y, predicted, sample_weight=w, labels=everything, zero_division=0)
    recorder.case("classes", {"results": results}, predictions=p, targets=y, sample_weights=w, confusion=confusion,
                  precision=per_class[0], recall=per_class[1], f1=per_class[2])


def ranked_classes(recorder, g):
    """One against the rest needs every class among the targets."""
    columns = int(g.integers(3, 6))
    rows = columns + int(g.integers(1, 40))
    y = numpy.concatenate([numpy.arange(columns), g.integers(0, columns, rows - columns)])
    ties = g.random() < 0.5
    p = probabilities(g, rows, columns, ties)
    w = weights_of(g, rows)
    # What a softmax turns into p; rounded to float32 it would break ties.
    logits = None if ties else (numpy.log(p) + g.normal(0, 2, (rows, 1))).astype(numpy.float32)
    results = {f"auc_{average}": metrics.roc_auc_score(y, p, multi_class="ovr", average=average, sample_weight=w) for average in ("macro", "weighted")}
    results["log_loss"] = metrics.log_loss(y, p, sample_weight=w, labels=list(range(columns)))
    recorder.case("ranked_classes", {"results": results}, predictions=p, logits=logits, targets=y, sample_weights=w)


def labels(recorder, g):
    rows, columns = int(g.integers(2, 40)), int(g.choice([1, 1, 2, 3, 5]))
    p = (g.integers(0, 5, (rows, columns)) / 4 if g.random() < 0.5 else g.random((rows, columns))).astype(numpy.float32)
    y = (g.random((rows, columns)) < g.choice([0.0, 0.3, 0.5, 1.0])).astype(numpy.int64)
    w = weights_of(g, rows)
    predicted = (p > 0.5).astype(numpy.int64)
    options = {"results": {}}
    results = options["results"]
    if columns == 1:
        y1, p1, predicted1 = y[:, 0], p[:, 0], predicted[:, 0]
        results["accuracy"] = metrics.accuracy_score(y1, predicted1, sample_weight=w)
        for name, function in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
            results[f"{name}_binary"] = function(y1, predicted1, sample_weight=w, zero_division=0)
            for average in AVERAGES:
                results[f"{name}_{average}"] = function(y1, predicted1, average=average, sample_weight=w, zero_division=0)
        results["log_loss"] = metrics.log_loss(y1, p1, sample_weight=w, labels=[0, 1])
        # scikit-learn refuses, later releases say NaN.
        results["auc"] = metrics.roc_auc_score(y1, p1, sample_weight=w) if 0 < y1.sum() < rows else "NaN"
    else:
        results["exact"] = metrics.accuracy_score(y, predicted, sample_weight=w)
        results["accuracy"] = float(numpy.average((y == predicted).mean(1), weights=w))
        for average in AVERAGES:
            for name, function in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
                results[f"{name}_{average}"] = function(y, predicted, average=average, sample_weight=w, zero_division=0)
            defined = 0 < y.sum() < y.size if average == "micro" else bool(((0 < y.sum(0)) & (y.sum(0) < rows)).all())
            results[f"auc_{average}"] = metrics.roc_auc_score(y, p, average=average, sample_weight=w) if defined else "NaN"
    recorder.case("labels", options, predictions=p, targets=y, sample_weights=w)


def regression(recorder, g):
    rows, columns = int(g.integers(2, 30)), int(g.integers(1, 5))
    y = g.normal(g.choice([0, 100]), 2, (rows, columns)).astype(numpy.float32)
    a = (y + g.normal(0, 1, y.shape)).astype(numpy.float32)
    if g.random() < 0.3:
        y[:, 0] = g.choice([0, 3])  # a constant column, met or not
        if g.random() < 0.5:
            a[:, 0] = y[:, 0]
    w = weights_of(g, rows)
    y64, a64 = y.astype(numpy.float64), a.astype(numpy.float64)
    results = {
        "mse": metrics.mean_squared_error(y64, a64, sample_weight=w),
        "mae": metrics.mean_absolute_error(y64, a64, sample_weight=w),
        "r2": metrics.r2_score(y64, a64, sample_weight=w),
    }
    recorder.case("regression", {"results": results}, predictions=a, targets=y, sample_weights=w)


def main():
    options = arguments()
    recorder = Recorder(sklearn_producer(), options.seed)
    g = numpy.random.default_rng(options.seed)
    warnings.simplefilter("ignore")
    for _ in range(65):
        classes(recorder, g)
        ranked_classes(recorder, g)
        labels(recorder, g)
        regression(recorder, g)
    recorder.write(options.out)


if __name__ == "__main__":
    main()
