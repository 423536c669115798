"""Whole trainings of a classifier: initial weights, the first step, the loss of each step, final weights and what they make of the data."""

import torch
from torch.nn import functional

import optimizers


def _convolutions(channels, normalized, rate, function, pooling):
    """What stands before the linear layers where the input is images."""
    if not channels:
        return []
    layers = []
    for i in range(1, len(channels)):
        layers.append(torch.nn.Conv2d(channels[i - 1], channels[i], 3, bias=not normalized))
        if normalized:
            layers.append(torch.nn.BatchNorm2d(channels[i]))
        layers.append(function())
    layers.append(pooling(2))
    if rate > 0:
        layers.append(torch.nn.Dropout(rate))
    return [*layers, torch.nn.Flatten()]


def _network(case):
    widths = case.numbers("widths")
    normalized, rate = case.flag("batch normalization"), float(case["dropout"])
    smooth = case.flag("smooth")
    function = torch.nn.Tanh if smooth else torch.nn.ReLU
    layers = _convolutions(case.numbers("channels"), normalized, rate, function, torch.nn.AvgPool2d if smooth else torch.nn.MaxPool2d)
    for i in range(1, len(widths) - 1):
        layers.append(torch.nn.Linear(widths[i - 1], widths[i], bias=not normalized))
        if normalized:
            layers.append(torch.nn.BatchNorm1d(widths[i]))
        layers.append(function())
        if rate > 0:
            layers.append(torch.nn.Dropout(rate))
    layers.append(torch.nn.Linear(widths[-2], widths[-1]))
    return torch.nn.Sequential(*layers)


def run(case):
    # The weights are drawn as floats, whatever they are then computed in.
    network = _network(case).to(case.dtype)
    optimizer = optimizers.create(case, list(network.parameters()))
    features, classes = case.input("features"), case.input("classes").long()
    size, batches = int(case["batch size"]), int(case["batches"])
    case.add_state(network, "initial.")
    losses = []
    for step in range(int(case["steps"])):
        row = step % batches * size
        _forget_gradients(network)
        logits = network(features[row : row + size])
        loss = functional.cross_entropy(logits, classes[row : row + size])
        loss.backward()
        if step == 0:
            case.add("first.output", logits)
            for name, parameter in network.named_parameters():
                case.add(f"first.gradient.{name}", parameter.grad)
        optimizer.step()
        if step == 0:
            for name, parameter in network.named_parameters():
                case.add(f"first.value.{name}", parameter)
        losses.append(loss.item())
    case.add("losses", losses)
    case.add_state(network, "final.")
    network.eval()
    case.add("final.output", network(features))


def _forget_gradients(network):
    """Forgets the gradients; the truth's own optimizers have no way to."""
    for parameter in network.parameters():
        parameter.grad = None
