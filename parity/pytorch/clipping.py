"""torch.nn.utils' limits on gradients."""

import torch


def run(case):
    parameters = []
    while case.has(f"gradient.{len(parameters)}"):
        gradient = case.input(f"gradient.{len(parameters)}")
        parameters.append(torch.nn.Parameter(torch.zeros_like(gradient)))
        parameters[-1].grad = gradient
    limit, norm = float(case["limit"]), None
    if case["clipping"] == "Value":
        torch.nn.utils.clip_grad_value_(parameters, limit)
    elif case["clipping"] == "Norm":
        for parameter in parameters:
            torch.nn.utils.clip_grad_norm_(parameter, limit)
    else:
        norm = torch.nn.utils.clip_grad_norm_(parameters, limit, float(case["order"].replace("Infinity", "inf")))
    for index, parameter in enumerate(parameters):
        case.add(f"gradient.{index}", parameter.grad)
    if norm is not None:
        case.add("norm", norm)
