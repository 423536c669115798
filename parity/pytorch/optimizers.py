"""torch.optim: values and state after some steps with given gradients. The truth of RAdam and NAdam is their papers' formula."""

import torch

import optimizer_formulas
from case import NotCovered, single


def create(case, parameters):
    """The optimizer of a case's parameters."""
    kind = case["optimizer"]
    rate, decay = single(case["learning rate"]), single(case["weight decay"])

    def number(name):
        return float(case[name])

    def betas():
        return tuple(float(part) for part in case["betas"].split(","))

    if kind == "SGD":
        return torch.optim.SGD(parameters, rate, number("momentum"), number("dampening"), decay, case.flag("nesterov"))
    if kind in ("Adam", "AdamW"):
        return getattr(torch.optim, kind)(parameters, rate, betas(), number("epsilon"), decay, case.flag("amsgrad"))
    if kind in ("NAdam", "RAdam") and case.is_truth:
        extra = [number("momentum decay")] if kind == "NAdam" else []
        return getattr(optimizer_formulas, kind)(parameters, rate, betas(), number("epsilon"), decay, *extra)
    if kind == "NAdam":
        return torch.optim.NAdam(parameters, rate, betas(), number("epsilon"), decay, number("momentum decay"))
    if kind in ("RAdam", "Adamax"):
        return getattr(torch.optim, kind)(parameters, rate, betas(), number("epsilon"), decay)
    if kind == "Adagrad":
        return torch.optim.Adagrad(
            parameters, rate, number("learning rate decay"), decay, single(case["initial accumulator"]), number("epsilon")
        )
    if kind == "Adadelta":
        return torch.optim.Adadelta(parameters, rate, number("rho"), number("epsilon"), decay)
    if kind == "RMSprop":
        return torch.optim.RMSprop(
            parameters, rate, number("alpha"), number("epsilon"), decay, number("momentum"), case.flag("centered")
        )
    raise NotCovered(f"PyTorch's side has no way to run the optimizer '{kind}'")


_SLOTS = ("momentum_buffer", "exp_avg", "exp_avg_sq", "max_exp_avg_sq", "exp_inf", "sum", "square_avg", "acc_delta", "grad_avg")


def run(case):
    parameters = []
    while case.has(f"parameter.{len(parameters)}"):
        parameters.append(torch.nn.Parameter(case.input(f"parameter.{len(parameters)}")))
    cycle = sum(case.has(f"gradient.0.{i}") for i in range(64))
    gradients = [[case.input(f"gradient.{p}.{i}") for i in range(cycle)] for p in range(len(parameters))]
    optimizer = create(case, parameters)
    checkpoints = case.numbers("steps")
    for step in range(1, checkpoints[-1] + 1):
        for index, parameter in enumerate(parameters):
            parameter.grad = gradients[index][(step - 1) % cycle].clone()
        optimizer.step()
        if step in checkpoints:
            for index, parameter in enumerate(parameters):
                _add(case, f"{step}.{index}", parameter, optimizer.state[parameter])


def _add(case, prefix, parameter, state):
    case.add(f"{prefix}.value", parameter)
    for slot in _SLOTS:
        if isinstance(state.get(slot), torch.Tensor):
            case.add(f"{prefix}.{slot}", state[slot])
    # TorchSharp's SGD and Adadelta do not count their steps, so that nobody is asked for them.
    if "step" in state and case["optimizer"] not in ("SGD", "Adadelta"):
        case.add(f"{prefix}.step", int(state["step"]))
