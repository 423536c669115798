"""Records losses and their gradients by PyTorch over random configurations: reductions, weights, smoothing, ignored targets, dense predictions.

Needs python3-torch. The random cases come from a seed; see oracle.py for how to run it.
"""

import torch
import torch.nn.functional as F

from oracle import Recorder, arguments, torch_producer


def pick(generator, *choices):
    return choices[torch.randint(len(choices), (1,), generator=generator).item()]


def chance(generator, probability):
    return torch.rand((), generator=generator).item() < probability


def integer(generator, low, high):
    return torch.randint(low, high + 1, (1,), generator=generator).item()


def number(generator, low, high):
    return round(low + (high - low) * torch.rand((), generator=generator).item(), 3)


def element_shape(g):
    return tuple([integer(g, 1, 7)] + [integer(g, 1, 6) for _ in range(integer(g, 1, 3))])


def reduce(values, reduction, divisor=None):
    if reduction == "sum" or reduction == "none":
        return values.sum()
    return values.sum() / (values.numel() if divisor is None else divisor)


def weighted(values, sample_weights):
    """Keras' sample weights: they multiply, and do not count in what a mean divides by."""
    if sample_weights is None:
        return values
    return values * sample_weights.reshape(-1, *[1] * (values.dim() - 1))


def finish(recorder, name, options, x, y, each, extras, divisor=None):
    """Reduces the losses of the items, takes the gradient, and records the case."""
    sample_weights = extras.pop("sample_weights", None)
    each = weighted(each, sample_weights)
    loss = each.sum() / x.shape[0] if options["reduction"] == "batchmean" else reduce(each, options["reduction"], divisor)
    loss.backward()
    recorder.case(
        name, options, predictions=x, targets=y, loss=loss, each=each.reshape(-1), gradient=x.grad, sample_weights=sample_weights, **extras)


def sample_weights_of(g, x):
    return 2 * torch.rand(x.shape[0], generator=g) if chance(g, 0.25) else None


def regression(recorder, g, name):
    shape = element_shape(g)
    scale = pick(g, 0.3, 1.0, 5.0)
    beta = pick(g, 0.0, number(g, 0.1, 3))
    x = (scale * torch.randn(shape, generator=g)).requires_grad_()
    y = scale * torch.randn(shape, generator=g)
    if chance(g, 0.2) and beta > 0:  # at β = 0 PyTorch's derivative of an error of 0 is −1, unlike that of its l1_loss
        y = torch.where(torch.rand(shape, generator=g) < 0.5, x.detach(), y)  # errors of exactly 0
    options = {"reduction": pick(g, "mean", "sum", "none", "batchmean")}
    if name == "mse":
        each = F.mse_loss(x, y, reduction="none")
    elif name == "mae":
        each = F.l1_loss(x, y, reduction="none")
    elif name == "huber":
        options["delta"] = number(g, 0.1, 3)
        each = F.huber_loss(x, y, reduction="none", delta=options["delta"])
    else:
        options["beta"] = beta
        each = F.smooth_l1_loss(x, y, reduction="none", beta=options["beta"])
    finish(recorder, name, options, x, y, each, {"sample_weights": sample_weights_of(g, x)})


def labels(g, shape):
    kind = pick(g, "hard", "soft", "edges")
    if kind == "hard":
        return (torch.rand(shape, generator=g) < 0.5).float()
    y = torch.rand(shape, generator=g)
    return y if kind == "soft" else torch.where(y < 0.2, torch.zeros_like(y), torch.where(y > 0.8, torch.ones_like(y), y))


def binary_from_logits(recorder, g):
    shape = element_shape(g)
    x = (pick(g, 1.0, 10.0, 1e4) * torch.randn(shape, generator=g)).requires_grad_()
    y = labels(g, shape)
    positive_weight = pick(g, None, 3 * torch.rand(shape[1:], generator=g) + 0.1, 3 * torch.rand(1, generator=g) + 0.1)
    weight = pick(g, None, None, 2 * torch.rand(shape[1:], generator=g))
    each = F.binary_cross_entropy_with_logits(x, y, weight=weight, pos_weight=positive_weight, reduction="none")
    finish(recorder, "bce_logits", {"reduction": pick(g, "mean", "sum", "none", "batchmean")}, x, y, each,
           {"positive_weight": positive_weight, "output_weights": weight, "sample_weights": sample_weights_of(g, x)})


def binary_from_probabilities(recorder, g):
    shape = element_shape(g)
    x = torch.rand(shape, generator=g)
    if chance(g, 0.3):
        x = x.round()  # 0 and 1 themselves
    x.requires_grad_()
    y = labels(g, shape)
    weight = pick(g, None, None, 2 * torch.rand(shape[1:], generator=g))
    each = F.binary_cross_entropy(x, y, weight=weight, reduction="none")
    finish(recorder, "bce", {"reduction": pick(g, "mean", "sum", "none", "batchmean")}, x, y, each,
           {"output_weights": weight, "sample_weights": sample_weights_of(g, x)})


def class_shape(g, few=False):
    space = [integer(g, 1, 5) for _ in range(pick(g, 0, 0, 1, 2))]
    classes = integer(g, 2, 12) if space or few else pick(g, integer(g, 2, 12), integer(g, 13, 70), integer(g, 65, 150))
    return (integer(g, 1, 9) if classes <= 12 else integer(g, 1, 3), classes, *space)


def indices(g, shape, ignore):
    y = torch.randint(shape[1], (shape[0], *shape[2:]), generator=g)
    if ignore is not None:
        y = torch.where(torch.rand(y.shape, generator=g) < 0.3, torch.full_like(y, ignore), y)
        y.reshape(-1)[0] = 0 if ignore != 0 else 1  # one that counts
    return y


def distributions(g, shape):
    if chance(g, 0.4):
        return F.one_hot(indices(g, shape, None), shape[1]).movedim(-1, 1).float()
    return torch.rand(shape, generator=g) if chance(g, 0.3) else torch.softmax(2 * torch.randn(shape, generator=g), 1)


def categorical(recorder, g, name):
    shape = class_shape(g)
    x = pick(g, 1.0, 10.0, 1e4 if name == "ce" else 3.0) * torch.randn(shape, generator=g)
    if name == "nll":
        x = torch.log_softmax(x, 1)
    x.requires_grad_()
    weight = pick(g, None, 2 * torch.rand(shape[1], generator=g) + 0.05)
    options = {"reduction": pick(g, "mean", "sum", "none", "batchmean")}
    dense = name == "ce" and chance(g, 0.4)
    ignore = None if dense else pick(g, None, -100, integer(g, -3, shape[1] - 1))
    if ignore is not None:
        options["ignore_index"] = ignore
    y = distributions(g, shape) if dense else indices(g, shape, ignore)
    ignore = -100 if ignore is None else ignore
    if name == "ce":
        options["smoothing"] = pick(g, 0.0, 0.0, number(g, 0.01, 0.9))
        each = F.cross_entropy(x, y, weight=weight, ignore_index=ignore, reduction="none", label_smoothing=options["smoothing"])
    else:
        each = F.nll_loss(x, y, weight=weight, ignore_index=ignore, reduction="none")
    divisor = each.numel()
    if not dense:
        chosen = torch.ones(shape[1]) if weight is None else weight
        divisor = sum(chosen[c].item() for c in y.reshape(-1).tolist() if c != ignore)
    finish(recorder, name, options, x, y.float(), each, {"class_weights": weight, "sample_weights": sample_weights_of(g, x)}, divisor)


def mean_is_ours(recorder, g):
    """PyTorch's own mean, so that the divisor above is not taken on trust."""
    shape = class_shape(g)
    x = torch.randn(shape, generator=g).requires_grad_()
    weight = 2 * torch.rand(shape[1], generator=g) + 0.05
    dense = chance(g, 0.5)
    y = distributions(g, shape) if dense else indices(g, shape, -100)
    smoothing = pick(g, 0.0, 0.2)
    loss = F.cross_entropy(x, y, weight=weight, label_smoothing=smoothing)
    loss.backward()
    recorder.case("ce", {"reduction": "mean", "smoothing": smoothing}, predictions=x, targets=y.float(), loss=loss, gradient=x.grad, class_weights=weight)


def margin(recorder, g):
    shape = class_shape(g, few=True)[:2]
    x = torch.randn(shape, generator=g).requires_grad_()
    y = indices(g, shape, None)
    weight = pick(g, None, 2 * torch.rand(shape[1], generator=g))
    options = {"reduction": pick(g, "mean", "sum", "none"), "p": pick(g, 1, 2), "margin": number(g, 0.1, 2)}
    each = F.multi_margin_loss(x, y, p=options["p"], margin=options["margin"], weight=weight, reduction="none")
    finish(recorder, "multi_margin", options, x, y.float(), each, {"class_weights": weight})


def hinge(recorder, g):
    """PyTorch has no loss of this name; the formula by its autograd."""
    shape = element_shape(g)
    x = torch.randn(shape, generator=g).requires_grad_()
    y = torch.where(torch.rand(shape, generator=g) < 0.5, -torch.ones(shape), torch.ones(shape))
    options = {"reduction": pick(g, "mean", "sum"), "p": pick(g, 1, 2), "margin": number(g, 0.1, 2)}
    each = torch.clamp(options["margin"] - y * x, min=0) ** options["p"]
    finish(recorder, "hinge", options, x, y, each, {})


def divergence(recorder, g):
    shape = element_shape(g)
    x = torch.log_softmax(pick(g, 1.0, 5.0) * torch.randn(shape, generator=g), 1).requires_grad_()
    y = torch.softmax(torch.randn(shape, generator=g), 1)
    if chance(g, 0.3):
        y = F.one_hot(torch.argmax(y, 1), shape[1]).movedim(-1, 1).float()
    options = {"reduction": pick(g, "mean", "sum", "batchmean"), "log_target": chance(g, 0.4)}
    if options["log_target"]:
        y = torch.log_softmax(torch.randn(shape, generator=g), 1)
    each = F.kl_div(x, y, reduction="none", log_target=options["log_target"])
    finish(recorder, "kl", options, x, y, each, {"sample_weights": sample_weights_of(g, x)})


def poisson(recorder, g):
    shape = element_shape(g)
    options = {"reduction": pick(g, "mean", "sum", "none"), "log_input": chance(g, 0.5)}
    x = torch.randn(shape, generator=g)
    x = (x if options["log_input"] else x.abs()).requires_grad_()
    y = torch.poisson(3 * torch.rand(shape, generator=g), generator=g)
    each = F.poisson_nll_loss(x, y, log_input=options["log_input"], reduction="none")
    finish(recorder, "poisson", options, x, y, each, {})


def focal(recorder, g):
    """PyTorch has no focal loss; Lin et al.'s formula by its autograd, as torchvision writes it."""
    shape = element_shape(g)
    x = (pick(g, 1.0, 5.0) * torch.randn(shape, generator=g)).requires_grad_()
    y = (torch.rand(shape, generator=g) < 0.5).float()
    options = {"reduction": pick(g, "mean", "sum"), "gamma": pick(g, 0.0, 1.0, 2.0, number(g, 0.5, 4)), "alpha": pick(g, None, 0.25, number(g, 0.1, 0.9))}
    ce = F.binary_cross_entropy_with_logits(x, y, reduction="none")
    p = torch.sigmoid(x)
    each = ce * (1 - (p * y + (1 - p) * (1 - y))) ** options["gamma"]
    if options["alpha"] is not None:
        each = (options["alpha"] * y + (1 - options["alpha"]) * (1 - y)) * each
    finish(recorder, "binary_focal", options, x, y, each, {})


def categorical_focal(recorder, g):
    shape = class_shape(g, few=True)
    x = (pick(g, 1.0, 3.0) * torch.randn(shape, generator=g)).requires_grad_()
    y = distributions(g, shape)
    options = {"reduction": pick(g, "mean", "sum"), "gamma": pick(g, 0.0, 2.0, number(g, 0.5, 4))}
    log = torch.log_softmax(x, 1)
    each = -(y * (1 - log.exp()) ** options["gamma"] * log).sum(1)
    finish(recorder, "categorical_focal", options, x, y, each, {})


def cosine(recorder, g):
    shape = element_shape(g)
    x = torch.randn(shape, generator=g).requires_grad_()
    y = torch.randn(shape, generator=g)
    each = -F.cosine_similarity(x, y, dim=-1)
    finish(recorder, "cosine", {"reduction": pick(g, "mean", "sum")}, x, y, each, {})


def probabilities(g, shape, axis=None):
    """Away from 0 and 1, where autograd has no bounds; over classes half of them sum to 1."""
    if axis is not None and chance(g, 0.5):
        return (0.9 * torch.softmax(2 * torch.randn(shape, generator=g), axis) + 0.1 / shape[axis]).requires_grad_()
    return (0.98 * torch.rand(shape, generator=g) + 0.01).requires_grad_()


def categorical_from_probabilities(recorder, g):
    """cross_entropy of log p divides p by its sum, as Keras does; without that it is nll_loss of log p, or the formula where targets are dense."""
    shape = class_shape(g)
    x = probabilities(g, shape, 1)
    weight = pick(g, None, 2 * torch.rand(shape[1], generator=g) + 0.05)
    options = {"reduction": pick(g, "mean", "sum", "none", "batchmean"), "normalize": chance(g, 0.5), "smoothing": pick(g, 0.0, number(g, 0.01, 0.9))}
    dense = chance(g, 0.5)
    y = distributions(g, shape) if dense else indices(g, shape, None)
    chosen = torch.ones(shape[1]) if weight is None else weight
    if options["normalize"]:
        each = F.cross_entropy(torch.log(x), y, weight=weight, reduction="none", label_smoothing=options["smoothing"])
    elif not dense and options["smoothing"] == 0:
        each = F.nll_loss(torch.log(x), y, weight=weight, reduction="none")
    else:
        full = y if dense else F.one_hot(y, shape[1]).movedim(-1, 1).float()
        full = full * (1 - options["smoothing"]) + options["smoothing"] / shape[1]
        each = -(chosen.reshape(-1, *[1] * (len(shape) - 2)) * full * torch.log(x)).sum(1)
    divisor = each.numel() if dense else chosen[y].sum().item()
    finish(recorder, "ce_probabilities", options, x, y.float(), each, {"class_weights": weight, "sample_weights": sample_weights_of(g, x)}, divisor)


def binary_smoothed(recorder, g, logits):
    shape = element_shape(g)
    x = (pick(g, 1.0, 10.0) * torch.randn(shape, generator=g)).requires_grad_() if logits else probabilities(g, shape)
    y = labels(g, shape)
    options = {"reduction": pick(g, "mean", "sum", "none", "batchmean"), "smoothing": number(g, 0.01, 0.9)}
    moved = y * (1 - options["smoothing"]) + options["smoothing"] / 2
    positive_weight = pick(g, None, 3 * torch.rand(1, generator=g) + 0.1) if logits else None
    each = F.binary_cross_entropy_with_logits(x, moved, pos_weight=positive_weight, reduction="none") if logits \
        else F.binary_cross_entropy(x, moved, reduction="none")
    finish(recorder, "bce_logits" if logits else "bce", options, x, y, each,
           {"positive_weight": positive_weight, "sample_weights": sample_weights_of(g, x)})


def focal_from_probabilities(recorder, g):
    shape = element_shape(g)
    x = probabilities(g, shape)
    y = labels(g, shape)
    options = {"reduction": pick(g, "mean", "sum"), "gamma": pick(g, 0.0, 1.0, 2.0, number(g, 0.5, 4)), "alpha": pick(g, None, 0.25, number(g, 0.1, 0.9))}
    positive, negative = (1, 1) if options["alpha"] is None else (options["alpha"], 1 - options["alpha"])
    each = -positive * y * (1 - x) ** options["gamma"] * torch.log(x) - negative * (1 - y) * x ** options["gamma"] * torch.log(1 - x)
    finish(recorder, "binary_focal_probabilities", options, x, y, each, {})


def weighted_categorical_focal(recorder, g, logits):
    """The class weights are the paper's α and do not count in what the mean divides by."""
    shape = class_shape(g, few=True)
    x = torch.randn(shape, generator=g).requires_grad_() if logits else probabilities(g, shape, 1)
    weight = 2 * torch.rand(shape[1], generator=g) + 0.05 if logits else pick(g, None, 2 * torch.rand(shape[1], generator=g) + 0.05)
    dense = chance(g, 0.5)
    y = distributions(g, shape) if dense else indices(g, shape, None)
    full = y if dense else F.one_hot(y, shape[1]).movedim(-1, 1).float()
    options = {"reduction": pick(g, "mean", "sum"), "gamma": pick(g, 0.0, 2.0, number(g, 0.5, 4))}
    log = torch.log_softmax(x, 1) if logits else torch.log(x)
    each = full * (1 - log.exp()) ** options["gamma"] * log
    each = -(each if weight is None else each * weight.reshape(-1, *[1] * (len(shape) - 2))).sum(1)
    finish(recorder, "categorical_focal" if logits else "categorical_focal_probabilities", options, x, y.float(), each, {"class_weights": weight})


def main():
    options = arguments()
    recorder = Recorder(torch_producer(), options.seed)
    g = torch.Generator().manual_seed(options.seed)
    for _ in range(8):
        for name in ("mse", "mae", "huber", "smooth_l1"):
            regression(recorder, g, name)
        for _ in range(4):
            binary_from_logits(recorder, g)
        for _ in range(3):
            binary_from_probabilities(recorder, g)
        for _ in range(7):
            categorical(recorder, g, "ce")
        for _ in range(3):
            categorical(recorder, g, "nll")
        for one in (mean_is_ours, margin, margin, hinge, divergence, divergence, poisson, focal, categorical_focal, cosine):
            one(recorder, g)
    for _ in range(8):
        for _ in range(5):
            categorical_from_probabilities(recorder, g)
        for logits in (False, True):
            binary_smoothed(recorder, g, logits)
            weighted_categorical_focal(recorder, g, logits)
        focal_from_probabilities(recorder, g)
        focal_from_probabilities(recorder, g)
    recorder.write(options.out)


if __name__ == "__main__":
    main()
