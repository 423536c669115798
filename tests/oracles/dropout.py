#!/usr/bin/env python3
"""Records the dropout family of PyTorch: which elements a seed drops, and by what the others are scaled.

Needs a PyTorch built without MKL, whose masks come from MT19937 (recorded with Debian's python3-torch 1.13.1).
"""

import random

import torch
import torch.nn.functional as F

import oracle

FUNCTIONS = {
    "dropout": (F.dropout, [1, 2, 3]),
    "alpha_dropout": (F.alpha_dropout, [1, 2, 3]),
    "dropout1d": (F.dropout1d, [2]),
    "dropout2d": (F.dropout2d, [3]),
    "dropout3d": (F.dropout3d, [4]),
}


def main():
    arguments = oracle.arguments()
    draw = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    recorder = oracle.Recorder(oracle.torch_producer(), arguments.seed)
    for number in range(200):
        name = list(FUNCTIONS)[number % len(FUNCTIONS)]
        function, ranks = FUNCTIONS[name]
        shape = [draw.randint(1, 4)] + [draw.randint(1, 4) for _ in range(draw.choice(ranks))]
        options = {"rate": draw.choice([0.0, 0.1, 0.25, 0.5, 0.5, 0.9, 1.0]), "seed": draw.randrange(1 << 31)}
        x = torch.randn(shape, requires_grad=True)
        dy = torch.randn(shape)
        torch.manual_seed(options["seed"])
        y = function(x, options["rate"], True)
        y.backward(dy)
        recorder.case(name, options, x=x, y=y, dy=dy, dx=x.grad)
    recorder.write(arguments.out)


main()
