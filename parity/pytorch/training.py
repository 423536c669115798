"""Whole trainings of a classifier: initial weights, the loss of each step, final weights."""

import torch
from torch.nn import functional

import optimizers


def _convolutions(channels, normalized, rate):
    """What stands before the linear layers where the input is images."""
    if not channels:
        return []
    layers = []
    for i in range(1, len(channels)):
        layers.append(torch.nn.Conv2d(channels[i - 1], channels[i], 3, bias=not normalized))
        if normalized:
            layers.append(torch.nn.BatchNorm2d(channels[i]))
        layers.append(torch.nn.ReLU())
    layers.append(torch.nn.MaxPool2d(2))
    if rate > 0:
        layers.append(torch.nn.Dropout(rate))
    return [*layers, torch.nn.Flatten()]


def _network(case):
    widths = case.numbers("widths")
    normalized, rate = case.flag("batch normalization"), float(case["dropout"])
    layers = _convolutions(case.numbers("channels"), normalized, rate)
    for i in range(1, len(widths) - 1):
        layers.append(torch.nn.Linear(widths[i - 1], widths[i], bias=not normalized))
        if normalized:
            layers.append(torch.nn.BatchNorm1d(widths[i]))
        layers.append(torch.nn.ReLU())
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
        optimizer_zero(network)
        loss = functional.cross_entropy(network(features[row : row + size]), classes[row : row + size])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    case.add("losses", losses)
    case.add_state(network, "final.")


def optimizer_zero(network):
    """Forgets the gradients; the truth's own optimizers have no way to."""
    for parameter in network.parameters():
        parameter.grad = None
