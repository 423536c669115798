"""torch.nn.BatchNorm1d, 2d and 3d over some batches: outputs, gradients and running statistics, then the output as in use."""

import torch

_KINDS = {2: torch.nn.BatchNorm1d, 3: torch.nn.BatchNorm1d, 4: torch.nn.BatchNorm2d, 5: torch.nn.BatchNorm3d}


def run(case):
    shape = case.numbers("batch")
    form = case["form"]
    layer = _KINDS[len(shape)](
        shape[1],
        float(case["epsilon"]),
        None if form == "Cumulative" else float(case["momentum"]),
        affine=form != "WithoutAffine",
        track_running_stats=form != "WithoutStatistics",
    ).to(case.dtype)
    with torch.no_grad():
        for name, parameter in layer.named_parameters():
            parameter.copy_(case.input(name))
    cycle = sum(case.has(f"input.{i}") for i in range(64))
    checkpoints = case.numbers("batches")
    for step in range(1, checkpoints[-1] + 1):
        layer.zero_grad()
        values = case.input(f"input.{(step - 1) % cycle}").requires_grad_()
        output = layer(values)
        (output * case.input(f"slope.{(step - 1) % cycle}")).sum().backward()
        if step in checkpoints:
            case.add(f"{step}.output", output)
            case.add(f"{step}.gradient.input", values.grad)
            for name, parameter in layer.named_parameters():
                case.add(f"{step}.gradient.{name}", parameter.grad)
            for name, value in layer.named_buffers():
                case.add(f"{step}.{name}", value)
    layer.eval()
    case.add("eval.output", layer(case.input("input.0")))
