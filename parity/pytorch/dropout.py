"""torch.nn.functional.dropout in training: outputs and input gradients of some batches."""

from torch.nn import functional


def run(case):
    rate = float(case["p"])
    batch = 0
    while case.has(f"input.{batch}"):
        values = case.input(f"input.{batch}").requires_grad_()
        output = functional.dropout(values, rate, training=True)
        case.add(f"output.{batch}", output)
        if case.has(f"slope.{batch}"):
            (output * case.input(f"slope.{batch}")).sum().backward()
            case.add(f"gradient.{batch}", values.grad)
        batch += 1
