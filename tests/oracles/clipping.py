"""torch.nn.utils.clip_grad_norm_ and clip_grad_value_ over the gradients of several parameters together, drawn at random."""

import random

import numpy
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

import oracle


def main():
    given = oracle.arguments()
    draw = random.Random(given.seed)
    torch.set_num_threads(1)
    recorder = oracle.Recorder(oracle.torch_producer() + " in float64", given.seed)
    for _ in range(220):
        generator = numpy.random.default_rng(draw.randrange(2**31))
        size = 10 ** draw.uniform(-4, 4)
        counts = [draw.choice([1, 2, 7, 16, 33]) for _ in range(draw.randint(1, 4))]
        gradients = [(generator.standard_normal(count) * size).astype(numpy.float32) for count in counts]
        parameters = [torch.zeros(count, dtype=torch.float64, requires_grad=True) for count in counts]
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        limit = size * 10 ** draw.uniform(-2, 1.5)
        options = {"counts": counts, "limit": limit}
        if draw.random() < 0.3:
            clip_grad_value_(parameters, limit)
            name, norm = "value", 0.0
        else:
            order = draw.choice([1.0, 2.0, 2.0, 3.0, float("inf")])
            options["order"] = "inf" if order == float("inf") else str(order)
            norm = clip_grad_norm_(parameters, limit, order).item()
            name = "norm"
        clipped = numpy.concatenate([parameter.grad.numpy() for parameter in parameters]).astype(numpy.float32)
        recorder.case(name, options | {"norm": norm}, gradients=numpy.concatenate(gradients), clipped=clipped)
    recorder.write(given.out)


main()
