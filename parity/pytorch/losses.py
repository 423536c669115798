"""torch.nn.functional's losses: the value and the gradient with respect to the predictions."""

from torch.nn import functional

from case import NotCovered


def _categorical_from_probabilities(predictions, targets, reduction):
    # Written out: PyTorch has it from logits only.
    each = -(targets * predictions.log()).sum(1)
    return {"mean": each.mean, "sum": each.sum}.get(reduction, lambda: each)()


def _value(case, predictions, targets, reduction):
    kind = case["loss"]
    logits = case["predictions"].startswith("logits")
    indices = case["targets"] == "Indices"
    if kind == "MeanSquaredError":
        return functional.mse_loss(predictions, targets, reduction=reduction)
    if kind == "BinaryCrossentropy" and logits:
        return functional.binary_cross_entropy_with_logits(predictions, targets, reduction=reduction)
    if kind == "BinaryCrossentropy":
        return functional.binary_cross_entropy(predictions, targets, reduction=reduction)
    if kind == "CategoricalCrossentropy" and logits:
        return functional.cross_entropy(predictions, targets.long() if indices else targets, reduction=reduction)
    if kind == "CategoricalCrossentropy" and indices:
        return functional.nll_loss(predictions.log(), targets.long(), reduction=reduction)
    if kind == "CategoricalCrossentropy":
        return _categorical_from_probabilities(predictions, targets, reduction)
    raise NotCovered(f"PyTorch's side has no way to run the loss '{kind}'")


def run(case):
    predictions = case.input("predictions").requires_grad_()
    targets = case.input("targets")
    reduction = case["reduction"]
    loss = _value(case, predictions, targets, {"Mean": "mean", "None": "none"}.get(reduction, "sum"))
    if reduction == "BatchMean":
        loss = loss / predictions.shape[0]
    loss.sum().backward()
    case.add("loss", loss.flatten() if reduction == "None" else loss)
    case.add("gradient", predictions.grad)
