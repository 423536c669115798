"""The initial weights and biases of linear layers and convolutions, and torch.nn.init."""

import torch
from torch.nn import init

from case import NotCovered

_FILLS = {
    "Constant": lambda t, n, _: init.constant_(t, *n),
    "Uniform": lambda t, n, _: init.uniform_(t, *n),
    "Normal": lambda t, n, _: init.normal_(t, *n),
    "TruncatedNormal": lambda t, n, _: init.trunc_normal_(t, *n),
    "XavierUniform": lambda t, n, _: init.xavier_uniform_(t, *n),
    "XavierNormal": lambda t, n, _: init.xavier_normal_(t, *n),
    "KaimingUniform": lambda t, n, fan: init.kaiming_uniform_(t, *n, mode=fan),
    "KaimingNormal": lambda t, n, fan: init.kaiming_normal_(t, *n, mode=fan),
    "LecunUniform": lambda t, _, fan: init.kaiming_uniform_(t, mode=fan, nonlinearity="linear"),
    "LecunNormal": lambda t, _, fan: init.kaiming_normal_(t, mode=fan, nonlinearity="linear"),
    "Orthogonal": lambda t, n, _: init.orthogonal_(t, *n),
}


def _linear(case):
    widths = case.numbers("widths")
    for i in range(1, len(widths)):
        yield torch.nn.Linear(widths[i - 1], widths[i])
        if case.flag("batch normalization") and i < len(widths) - 1:
            yield torch.nn.BatchNorm1d(widths[i])


def _convolutions(case):
    channels, kernel = case.numbers("channels"), case.numbers("kernel")
    kind = [torch.nn.Conv1d, torch.nn.Conv2d, torch.nn.Conv3d][len(kernel) - 1]
    for i in range(1, len(channels)):
        yield kind(channels[i - 1], channels[i], kernel, groups=int(case["groups"]), bias=case.flag("bias"))


def run(case):
    if "initializer" in case.parameters:
        if case.is_truth:
            raise NotCovered("in float64 other random numbers are drawn")
        values = torch.zeros(case.numbers("shape"))
        numbers = [float(part) for part in case["numbers"].split(", ") if part]
        case.add("values", _FILLS[case["initializer"]](values, numbers, f"fan_{case['fan']}"))
    else:
        layers = _linear(case) if "widths" in case.parameters else _convolutions(case)
        case.add_state(torch.nn.Sequential(*layers), "")
