"""The initial weights and biases of torch.nn.Linear."""

import torch


def run(case):
    widths = case.numbers("widths")
    layers = []
    for i in range(1, len(widths)):
        layers.append(torch.nn.Linear(widths[i - 1], widths[i]))
        if case.flag("batch normalization") and i < len(widths) - 1:
            layers.append(torch.nn.BatchNorm1d(widths[i]))
    case.add_state(torch.nn.Sequential(*layers), "")
