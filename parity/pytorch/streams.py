"""torch.rand, torch.randn and torch.randperm, one filling after the other."""

import torch

_DRAW = {"Uniform": torch.rand, "Normal": torch.randn, "Permutation": torch.randperm}


def run(case):
    for filling, size in enumerate(case.numbers("sizes")):
        kind = list(_DRAW)[filling % len(_DRAW)] if case["stream"] == "Mixed" else case["stream"]
        case.add(f"filling.{filling}", _DRAW[kind](size))
