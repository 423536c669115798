#!/usr/bin/env python3
"""Records batch normalization of PyTorch: training output, gradients, running statistics afterwards, and the output at inference.

Inputs are float32 numbers; PyTorch computes in float64, since its float32 kernel loses digits where a column's mean is far from zero.

Needs python3-torch (recorded with Debian's 1.13.1).
"""

import random

import torch

import oracle

KINDS = [torch.nn.BatchNorm1d, torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d]


def main():
    arguments = oracle.arguments()
    draw = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    recorder = oracle.Recorder(oracle.torch_producer(), arguments.seed)
    for number in range(200):
        rank = number % 4
        features = draw.choice([1, 2, 3, 5, 8, 17, 33]) if rank == 0 else draw.randint(1, 6)
        space = [draw.randint(1, 4 if rank < 3 else 3) for _ in range(rank)]
        batch = draw.randint(2, 6 if rank < 3 else 3)
        options = {
            "momentum": draw.choice([0.1, 0.1, 0.3, 1.0, 0.0, None]),
            "epsilon": draw.choice([1e-5, 1e-3, 0.1]),
            "affine": draw.random() < 0.8,
            "track": draw.random() < 0.85,
        }
        layer = KINDS[rank](
            features, eps=options["epsilon"], momentum=options["momentum"], affine=options["affine"], track_running_stats=options["track"]
        )
        given = {}
        with torch.no_grad():
            if options["affine"]:
                layer.weight.normal_()
                layer.bias.normal_()
                given.update(weight=layer.weight.clone(), bias=layer.bias.clone())
            if options["track"]:
                layer.running_mean.normal_()
                layer.running_var.uniform_(0.2, 3)
                given.update(mean_before=layer.running_mean.clone(), var_before=layer.running_var.clone())
        x = torch.randn([batch, features] + space) * draw.choice([0.1, 1.0, 5.0]) + draw.choice([0.0, 1.0, -20.0])
        dy = torch.randn(x.shape)
        layer.double()
        x = x.double().requires_grad_()
        y = layer(x)
        y.backward(dy.double())
        results = {"y": y, "dy": dy, "dx": x.grad}
        if options["affine"]:
            results.update(dweight=layer.weight.grad, dbias=layer.bias.grad)
        if options["track"]:
            results.update(mean_after=layer.running_mean, var_after=layer.running_var)
        # Running statistics are kept as float32, whatever computes them.
        layer.eval().float().double()
        results.update(x=x, y_eval=layer(x))
        recorder.case("batchnorm", options, **given, **{key: value.float() for key, value in results.items()})
    recorder.write(arguments.out)


main()
