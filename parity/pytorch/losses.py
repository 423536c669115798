"""torch.nn.functional's losses: the value and the gradient with respect to the predictions.

What PyTorch has no function for (focal losses, hinge, log cosh) is written out in its operations.
"""

import math

import torch
from torch.nn import functional

from case import NotCovered, single


def _given(case, name):
    return case.input(name) if case.has(name) else None


def _number(case, default):
    return default if case["number"] == "default" else single(case["number"])


def _classes(case, targets):
    return targets.long() if case["targets"] == "Indices" else targets


def _library(case, x, y, reduction):
    """The loss as PyTorch has it."""
    kind, logits = case["loss"], case["predictions"].startswith("logits")
    weight = _given(case, "weight")
    if weight is None and case.has("sample_weight"):
        weight = case.input("sample_weight")[:, None]
    if kind == "MeanSquaredError":
        return functional.mse_loss(x, y, reduction=reduction)
    if kind == "MeanAbsoluteError":
        return functional.l1_loss(x, y, reduction=reduction)
    if kind == "Huber":
        return functional.huber_loss(x, y, reduction=reduction, delta=_number(case, 1.0))
    if kind == "SmoothL1":
        return functional.smooth_l1_loss(x, y, reduction=reduction, beta=_number(case, 1.0))
    if kind == "BinaryCrossentropy" and logits:
        # Keras' smoothing of labels, which PyTorch does not have.
        smoothing = single(case["label smoothing"])
        y = y * (1 - smoothing) + smoothing / 2
        return functional.binary_cross_entropy_with_logits(x, y, weight, reduction=reduction, pos_weight=_given(case, "pos_weight"))
    if kind == "BinaryCrossentropy":
        return functional.binary_cross_entropy(x, y, weight, reduction=reduction)
    if kind == "CategoricalCrossentropy" and logits:
        return functional.cross_entropy(
            x, _classes(case, y), weight, ignore_index=int(case["ignore index"]), reduction=reduction, label_smoothing=single(case["label smoothing"])
        )
    if kind in ("CategoricalCrossentropy", "NegativeLogLikelihood"):
        x = x.log() if kind == "CategoricalCrossentropy" else x
        return functional.nll_loss(x, _classes(case, y), weight, ignore_index=int(case["ignore index"]), reduction=reduction)
    if kind == "CategoricalHinge":
        return functional.multi_margin_loss(
            x, _classes(case, y), p=2 if case.flag("squared") else 1, margin=_number(case, 1.0), weight=weight, reduction=reduction
        )
    if kind == "KLDivergence":
        return functional.kl_div(x, y, reduction=reduction, log_target=case["targets"] == "LogProbabilities")
    if kind == "Poisson":
        return functional.poisson_nll_loss(x, y, log_input=case["predictions"] == "Values", reduction=reduction)
    raise NotCovered(f"PyTorch's side has no way to run the loss '{kind}'")


def _binary_focal(case, x, y, logits):
    if logits:
        entropy = functional.binary_cross_entropy_with_logits(x, y, reduction="none")
    else:
        entropy = functional.binary_cross_entropy(x, y, reduction="none")
    yes, no = (torch.sigmoid(x), torch.sigmoid(-x)) if logits else (x, 1 - x)
    focal = entropy * (y * no + (1 - y) * yes) ** _number(case, 2.0)
    if case["alpha"] == "none":
        return focal
    alpha = single(case["alpha"])
    return focal * (y * alpha + (1 - y) * (1 - alpha))


def _categorical_focal(case, x, y, logits):
    logarithm = functional.log_softmax(x, 1) if logits else x.log()
    if case["targets"] == "Indices":
        y = functional.one_hot(y.long(), x.shape[1]).to(x.dtype)
    each = -y * (-torch.expm1(logarithm)) ** _number(case, 2.0) * logarithm
    return (each * case.input("weight") if case.has("weight") else each).sum(1)


def _composed(case, x, y):
    """The loss of each item where PyTorch has no function, or none that weighs samples; None where it has."""
    kind, logits = case["loss"], case["predictions"].startswith("logits")
    if kind == "LogCosh":
        return x - y + functional.softplus(-2 * (x - y)) - math.log(2)
    if kind == "CategoricalCrossentropy" and not logits and case["targets"] != "Indices":
        return -(y * x.log()).sum(1)
    if kind == "Hinge":
        missing = torch.relu(_number(case, 1.0) - y * x)
        return missing * missing if case.flag("squared") else missing
    if kind == "CosineSimilarity":
        return -functional.cosine_similarity(x, y, -1)
    if kind == "BinaryFocal":
        return _binary_focal(case, x, y, logits)
    if kind == "CategoricalFocal":
        return _categorical_focal(case, x, y, logits)
    if case.has("sample_weight") and kind != "BinaryCrossentropy":
        weights = case.input("sample_weight")
        return _library(case, x, y, "none") * weights.reshape(-1, *[1] * (x.dim() - 1))
    return None


def _value(case, x, y):
    reduction = case["reduction"]
    each = _composed(case, x, y)
    if each is not None:
        loss = {"None": lambda: each, "Mean": each.mean}.get(reduction, each.sum)()
    else:
        loss = _library(case, x, y, {"Mean": "mean", "None": "none"}.get(reduction, "sum"))
    if reduction == "BatchMean":
        return loss / x.shape[0]
    if reduction == "WeightedMean":
        return loss / (case.input("sample_weight").sum() * x.shape[1])
    return loss


def run(case):
    predictions = case.input("predictions").requires_grad_()
    loss = _value(case, predictions, case.input("targets"))
    loss.sum().backward()
    case.add("loss", loss.flatten() if case["reduction"] == "None" else loss)
    case.add("gradient", predictions.grad)
