"""Layers as torch.nn.functional has them: output, and the gradients of every input and parameter."""

import torch
from torch.nn import functional

from case import NotCovered, single

_ACTIVATIONS = {"none": lambda x: x, "relu": torch.relu, "tanh": torch.tanh, "softmax": lambda x: torch.softmax(x, 1)}


def _convolve(case, x, weight, bias, groups):
    axes = weight.dim() - 2
    convolution = [functional.conv1d, functional.conv2d, functional.conv3d][axes - 1]
    stride, dilation, padding = case.numbers("stride"), case.numbers("dilation"), case["padding"]
    if padding == "same":
        return convolution(x, weight, bias, stride, "same", dilation, groups)
    if "before" in padding:
        before, behind = ([int(part) for part in side.split()[0].split("x")] for side in padding.split(", "))
        # torch pads from the last axis to the first, before and behind each.
        x = functional.pad(x, [extent for pair in reversed(list(zip(before, behind))) for extent in pair])
        return convolution(x, weight, bias, stride, 0, dilation, groups)
    return convolution(x, weight, bias, stride, case.numbers("padding"), dilation, groups)


def _convolution(case, kind, x, weights):
    if kind.startswith("separable"):
        between = _convolve(case, x, weights["depthwise.weight"], None, x.shape[1])
        mix = [functional.conv1d, functional.conv2d][x.dim() - 3]
        return mix(between, weights["pointwise.weight"], weights.get("pointwise.bias"))
    groups = x.shape[1] if kind.startswith("depthwise") else int(case["groups"])
    return _convolve(case, x, weights["weight"], weights.get("bias"), groups)


def _pool(case, kind, x):
    axes = x.dim() - 3
    if kind.startswith("global"):
        names = ("adaptive_max_pool" if "max" in kind else "adaptive_avg_pool") + f"{axes + 1}d"
        return getattr(functional, names)(x, 1).flatten(1)
    window, stride, padding, ceil = case.numbers("window"), case.numbers("stride"), case.numbers("padding"), case.flag("ceil mode")
    if kind.startswith("max"):
        pool = [functional.max_pool1d, functional.max_pool2d, functional.max_pool3d][axes]
        return pool(x, window, stride, padding, case.numbers("dilation"), ceil)
    pool = [functional.avg_pool1d, functional.avg_pool2d, functional.avg_pool3d][axes]
    extra = [] if case["divisor"] == "count" else [int(case["divisor"])]
    return pool(x, window, stride, padding, ceil, case.flag("count include pad"), *extra)


def output(case, inputs, weights):
    """The output of a layer, with what stands behind it."""
    return _ACTIVATIONS[case.parameters.get("activation", "none")](_alone(case, inputs, weights))


def _alone(case, inputs, weights):
    kind, x = case["layer"], inputs[0]
    if kind == "linear":
        return functional.linear(x, weights["weight"], weights.get("bias"))
    if "conv" in kind and kind != "concatenate":
        return _convolution(case, kind, x, weights)
    if "pool" in kind:
        return _pool(case, kind, x)
    if kind == "flatten":
        return x.flatten(1)
    if kind == "reshape":
        return x.reshape(x.shape[0], *case.numbers("shape"))
    if kind == "permute":
        return x.permute(0, *case.numbers("axes"))
    if kind == "add":
        return sum(inputs[1:], x)
    if kind == "subtract":
        return x - inputs[1]
    if kind == "multiply":
        for other in inputs[1:]:
            x = x * other
        return x
    if kind == "average":
        return torch.stack(inputs).mean(0)
    if kind == "concatenate":
        return torch.cat(inputs, int(case["axis"]))
    if kind == "normalization":
        mean, deviation = (torch.tensor([single(part) for part in case[name].split(", ")], dtype=x.dtype) for name in ("mean", "deviation"))
        along = (-1, *[1] * (x.dim() - 2))
        return (x - mean.reshape(along)) / deviation.reshape(along)
    if kind == "prelu":
        return functional.prelu(x, weights["weight"])
    raise NotCovered(f"PyTorch's side has no way to run the layer '{kind}'")


def go_back(case, output, inputs, weights):
    """Adds the output and all gradients for the slope that the case brings."""
    case.add("output", output)
    (output * case.slope(output.shape)).sum().backward()
    for index, value in enumerate(inputs):
        case.add(f"gradient.input.{index}", value.grad)
    for name, value in weights.items():
        case.add(f"gradient.{name}", value.grad)


def run(case):
    inputs = []
    while case.has(f"input.{len(inputs)}"):
        inputs.append(case.input(f"input.{len(inputs)}").requires_grad_())
    names = [name for name in case.names() if name.endswith(("weight", "bias"))]
    weights = {name: case.input(name).requires_grad_() for name in names}
    go_back(case, output(case, inputs, weights), inputs, weights)
