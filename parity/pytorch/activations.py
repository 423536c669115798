"""Activation functions as torch.nn.functional has them: output and input gradient."""

from torch.nn import functional

import layers
from case import NotCovered, single


def output(function, option, x):
    """The output of a function by its name."""
    if function == "identity":
        return x * 1
    if function == "gelu_tanh":
        return functional.gelu(x, approximate="tanh")
    if function == "hardtanh" and option != "default":
        return functional.hardtanh(x, -single(option), single(option))
    if function in ("softmax", "log_softmax"):
        return getattr(functional, function)(x, int(option))
    if not hasattr(functional, function):
        raise NotCovered(f"PyTorch's side has no activation '{function}'")
    extra = [] if option == "default" else [single(option)]
    return getattr(functional, function)(x, *extra)


def run(case):
    x = case.input("input.0").requires_grad_()
    layers.go_back(case, output(case["function"], case["option"], x), [x], {})
