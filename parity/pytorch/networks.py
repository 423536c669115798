"""Whole networks with given weights: output in training, all gradients, running statistics, output in use."""

import copy

import torch
from torch.nn import functional

import activations
import layers


class _Step:
    """One layer: its options as a case of its own, and its weights."""

    def __init__(self, case, index):
        self.part = copy.copy(case)
        self.part.parameters = dict(option.split("=", 1) for option in case[f"step {index}"].split("; "))
        prefix = f"{index}."
        self.weights = {name[len(prefix) :]: case.input(name) for name in case.names() if name.startswith(prefix)}
        for name, weight in self.weights.items():
            weight.requires_grad_(not name.startswith("running_"))

    def output(self, x, first, results, training):
        kind, given = self.part["layer"], self.part["with"]
        if kind == "activation":
            function = self.part["function"]
            return activations.output(function, -1 if function.endswith("softmax") else "default", x)
        if kind == "batch-normalization":
            of = self.weights
            return functional.batch_norm(x, of["running_mean"], of["running_var"], of["weight"], of["bias"], training)
        others = [] if given == "-" else [first if int(given) < 0 else results[int(given)]]
        return layers.output(self.part, [x, *others], self.weights)


def _forward(steps, first, training):
    x, results = first, []
    for step in steps:
        x = step.output(x, first, results, training)
        results.append(x)
    return x


def run(case):
    steps = [_Step(case, index) for index in range(sum(name.startswith("step ") for name in case.parameters))]
    x = case.input("input.0").requires_grad_()
    output = _forward(steps, x, training=True)
    (output * case.slope(output.shape)).sum().backward()
    case.add("output", output)
    case.add("gradient.input.0", x.grad)
    for index, step in enumerate(steps):
        for name, weight in step.weights.items():
            if weight.requires_grad:
                case.add(f"gradient.{index}.{name}", weight.grad)
            else:
                case.add(f"{index}.{name}", weight)
    with torch.no_grad():
        case.add("eval.output", _forward(steps, x, training=False))
