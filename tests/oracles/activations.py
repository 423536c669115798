#!/usr/bin/env python3
"""Records activation functions of PyTorch: values y = f(x) and gradients dx for a given dy, on random shapes and scales.

Needs python3-torch (recorded with Debian's 1.13.1).
"""

import random

import torch
import torch.nn.functional as F

import oracle

# Each draws its options and returns the function with them.
FUNCTIONS = {
    "elu": lambda r, rank: with_options(F.elu, alpha=r.choice([1.0, 0.5, 2.0])),
    "gelu": lambda r, rank: gelu(r.choice([False, True])),
    "hard_sigmoid": lambda r, rank: (F.hardsigmoid, {}),
    "hard_swish": lambda r, rank: (F.hardswish, {}),
    "hard_tanh": lambda r, rank: bounds(*r.choice([(-1.0, 1.0), (-0.5, 2.0), (0.0, 3.0)])),
    "leaky_relu": lambda r, rank: leaky(r.choice([0.01, 0.3, 0.0, 1.5])),
    "log_softmax": lambda r, rank: along(F.log_softmax, r.randrange(-rank, rank)),
    "relu": lambda r, rank: (F.relu, {}),
    "relu6": lambda r, rank: (F.relu6, {}),
    "selu": lambda r, rank: (F.selu, {}),
    "sigmoid": lambda r, rank: (torch.sigmoid, {}),
    "silu": lambda r, rank: (F.silu, {}),
    "softmax": lambda r, rank: along(F.softmax, r.randrange(-rank, rank)),
    "softplus": lambda r, rank: with_options(F.softplus, beta=r.choice([1.0, 0.5, 3.0]), threshold=r.choice([20.0, 5.0])),
    "softsign": lambda r, rank: (F.softsign, {}),
    "tanh": lambda r, rank: (torch.tanh, {}),
}


def with_options(function, **options):
    return (lambda x: function(x, **options)), options


def gelu(tanh):
    return (lambda x: F.gelu(x, approximate="tanh" if tanh else "none")), {"tanh": tanh}


def leaky(slope):
    return (lambda x: F.leaky_relu(x, slope)), {"slope": slope}


def bounds(lower, upper):
    return (lambda x: F.hardtanh(x, lower, upper)), {"lower": lower, "upper": upper}


def along(function, axis):
    return (lambda x: function(x, dim=axis)), {"axis": axis}


def main():
    arguments = oracle.arguments()
    draw = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    recorder = oracle.Recorder(oracle.torch_producer(), arguments.seed)
    for _ in range(14):
        for name, configure in FUNCTIONS.items():
            rank = draw.randint(2, 4)
            shape = [draw.randint(1, 6)] + [draw.randint(1, 9 if rank < 4 else 5) for _ in range(rank - 1)]
            function, options = configure(draw, rank)
            x = (torch.randn(shape) * draw.choice([0.1, 1.0, 4.0, 30.0])).requires_grad_()
            y = function(x)
            dy = torch.randn(shape)
            y.backward(dy)
            recorder.case(name, options, x=x, y=y, dy=dy, dx=x.grad)
    recorder.write(arguments.out)


main()
