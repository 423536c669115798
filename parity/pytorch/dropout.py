"""torch.nn.functional's dropouts in training: outputs and gradients of some batches."""

import torch
from torch.nn import functional

_CHANNELS = {3: functional.dropout1d, 4: functional.dropout2d, 5: functional.dropout3d}


def _function(case, dimensions):
    kind = case.parameters.get("dropped", "Elements")
    if kind == "Alpha":
        return functional.alpha_dropout
    return _CHANNELS[dimensions] if kind == "Channels" else functional.dropout


def _connect(case):
    """A linear layer whose weights are dropped."""
    for batch in range(int(case["batches"])):
        given = {name: case.input(name).requires_grad_() for name in (f"input.{batch}", "weight", "bias")}
        values, weight, bias = given.values()
        output = functional.linear(values, functional.dropout(weight, float(case["p"]), training=True), bias)
        (output * case.input(f"slope.{batch}")).sum().backward()
        case.add(f"output.{batch}", output)
        for name, value in zip(("input", "weight", "bias"), given.values()):
            case.add(f"gradient.{name}.{batch}", value.grad)


def run(case):
    if case.parameters.get("dropped") == "Weights":
        _connect(case)
        return
    rate = float(case["p"])
    batch = 0
    while case.has(f"input.{batch}"):
        values = case.input(f"input.{batch}").requires_grad_()
        if case.parameters.get("dropped") == "Standard":
            output = values * (functional.dropout(torch.ones_like(values), rate, training=True) > 0).to(case.dtype)
        else:
            output = _function(case, values.dim())(values, rate, training=True)
        case.add(f"output.{batch}", output)
        if case.has(f"slope.{batch}"):
            (output * case.input(f"slope.{batch}")).sum().backward()
            case.add(f"gradient.{batch}", values.grad)
        batch += 1
    if case.parameters.get("dropped") == "Standard":
        case.add("eval.output", case.input("input.0") * (1 - rate))
