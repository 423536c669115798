"""Penalties in PyTorch's operations, and its functions that project weights."""

import torch
from torch.nn import functional


def run(case):
    weight = case.input("weight")
    if case["kind"] == "penalty":
        weight.requires_grad_()
        penalty = float(case["factor"]) * (float(case["l1"]) * weight.abs().sum() + float(case["l2"]) * weight.pow(2).sum())
        penalty.backward()
        case.add("penalty", penalty)
        case.add("gradient", weight.grad)
    elif case["kind"] == "MaxNorm":
        case.add("weight", torch.renorm(weight, 2, 0, float(case["limit"])))
    elif case["kind"] == "UnitNorm":
        case.add("weight", functional.normalize(weight.flatten(1), dim=1).reshape(weight.shape))
    else:
        case.add("weight", torch.relu(weight))
