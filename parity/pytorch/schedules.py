"""torch.optim.lr_scheduler: the rate at each time."""

import warnings

import torch
from torch.optim import lr_scheduler

from case import NotCovered

warnings.simplefilter("ignore")


def _scheduler(case, sgd):
    kind = case["schedule"]

    def number(name):
        return float(case[name])

    def whole(name):
        return int(float(case[name]))

    if kind == "Step":
        return lr_scheduler.StepLR(sgd, whole("size"), number("gamma"))
    if kind == "MultiStep":
        return lr_scheduler.MultiStepLR(sgd, case.numbers("milestone"), number("gamma"))
    if kind == "Exponential":
        return lr_scheduler.ExponentialLR(sgd, number("gamma"))
    if kind == "Polynomial":
        return lr_scheduler.PolynomialLR(sgd, whole("length"), number("power"))
    if kind == "CosineAnnealing":
        return lr_scheduler.CosineAnnealingLR(sgd, whole("length"), number("minimum"))
    if kind == "Linear":
        return lr_scheduler.LinearLR(sgd, number("start"), number("end"), whole("length"))
    if kind == "Lambda":
        return lr_scheduler.LambdaLR(sgd, lambda t: 1 / (1 + number("decay") * t))
    if kind == "Sequential":
        parts = [lr_scheduler.LinearLR(sgd, number("start"), 1.0, whole("warm")), lr_scheduler.CosineAnnealingLR(sgd, whole("length"))]
        return lr_scheduler.SequentialLR(sgd, parts, [whole("warm")])
    if kind == "OneCycle":
        return lr_scheduler.OneCycleLR(
            sgd,
            number("maximum"),
            whole("total"),
            pct_start=number("share"),
            anneal_strategy="linear" if whole("linear") else "cos",
            three_phase=whole("phases") == 3,
        )
    if kind == "ReduceOnPlateau":
        return lr_scheduler.ReduceLROnPlateau(
            sgd,
            factor=number("factor"),
            patience=whole("patience"),
            threshold=number("threshold"),
            threshold_mode="rel" if whole("relative") else "abs",
            cooldown=whole("cooldown"),
            min_lr=number("minimum"),
        )
    raise NotCovered(f"PyTorch's side has no schedule '{kind}'")


def run(case):
    sgd = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=float(case["rate"]), momentum=0.9)
    scheduler = _scheduler(case, sgd)
    figures, rates = case.input("figures"), []
    for t in range(int(case["steps"])):
        rates.append(sgd.param_groups[0]["lr"])
        sgd.step()
        if case["schedule"] == "ReduceOnPlateau":
            scheduler.step(figures[t].item())
        elif t < int(case["steps"]) - 1:
            scheduler.step()
    case.add("rates", rates)
