"""Records layers by PyTorch: Dense, DropConnect that drops nothing, PReLU, the joins, penalties in training, and projections after an update.

Shapes, bias, activation, further axes, penalties and axes are drawn at random. Two thirds of the cases hold multiples of 1/8, whose sums are
exact in float32; the others hold normal numbers.
"""

import random

import torch
import torch.nn.functional as F

import oracle

ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": F.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softplus": F.softplus,
    "elu": F.elu,
    "softmax": lambda x: torch.softmax(x, -1),
}


def draw(shape, exact):
    values = torch.randn(shape)
    return (torch.round(values * 8) / 8 if exact else values).requires_grad_()


def spaces(most=2):
    """The extents between the batch and the last axis."""
    return [random.randint(1, 3) for _ in range(random.choice([0, 0, 0, 0, 1, most]))]


def draw_penalty():
    """The strengths of the sums of magnitudes and of squares, as Keras has them."""
    if random.random() < 0.5:
        return [0.0, 0.0]
    kind = random.choice(["l1", "l2", "both"])
    strength = [round(random.uniform(0.001, 0.5), 3) for _ in range(2)]
    return [0.0 if kind == "l2" else strength[0], 0.0 if kind == "l1" else strength[1]]


def penalty(values, strengths):
    return strengths[0] * values.abs().sum() + strengths[1] * values.square().sum()


def dense(recorder, index, name):
    exact = index % 3 != 0
    between = spaces() if name == "dense" else []
    batch, inputs, units = random.choice([1, 1, 2, 3, 5]), random.choice([1, 2, 3, 8, 17]), random.choice([1, 2, 5, 9, 17])
    options = {
        "units": units, "activation": random.choice(list(ACTIVATIONS)), "kernel_penalty": draw_penalty(),
        "bias_penalty": draw_penalty() if name == "dense" else [0.0, 0.0], "activity_penalty": draw_penalty(),
    }
    x, weight = draw([batch, *between, inputs], exact), draw([units, inputs], exact)
    bias = draw([units], exact) if random.random() < 0.8 else None
    y = ACTIVATIONS[options["activation"]](F.linear(x, weight, bias))
    dy = draw(list(y.shape), exact).detach()
    cost = (y * dy).sum() + penalty(weight, options["kernel_penalty"]) + penalty(y, options["activity_penalty"]) / batch
    if bias is not None:
        cost = cost + penalty(bias, options["bias_penalty"])
    cost.backward()
    recorder.case(
        name, options, x=x, weight=weight, bias=bias, y=y, dy=dy, cost=cost, dx=x.grad, dweight=weight.grad,
        dbias=None if bias is None else bias.grad)


def prelu(recorder, index):
    exact = index % 3 != 0
    shape = [random.choice([1, 1, 2, 3]), random.choice([1, 2, 5, 9]), *[random.randint(1, 3) for _ in range(random.choice([0, 1, 2, 3]))]]
    options = {"per_channel": random.random() < 0.5}
    x, weight = draw(shape, exact), draw([shape[1] if options["per_channel"] else 1], exact)
    y = F.prelu(x, weight)
    dy = draw(shape, exact).detach()
    y.backward(dy)
    recorder.case("prelu", options, x=x, weight=weight, y=y, dy=dy, dx=x.grad, dweight=weight.grad)


def join(recorder, index, name):
    exact = index % 3 != 0
    count = 2 if name == "subtract" else random.choice([2, 2, 3, 4])
    shape = [random.choice([1, 1, 2, 3]), random.choice([1, 2, 5, 9]), *[random.randint(1, 3) for _ in range(random.choice([0, 1, 2, 3]))]]
    options = {"count": count}
    shapes = [list(shape) for _ in range(count)]
    if name == "concatenate":
        axis = random.randrange(1, len(shape))
        options["axis"] = axis if random.random() < 0.7 else axis - len(shape)
        for one in shapes:
            one[axis] = random.randint(1, 5)
    inputs = [draw(one, exact) for one in shapes]
    if name == "concatenate":
        y = torch.cat(inputs, options["axis"])
    elif name == "add":
        y = torch.stack(inputs).sum(0)
    elif name == "subtract":
        y = torch.sub(*inputs)
    elif name == "multiply":
        y = torch.stack(inputs).prod(0)
    else:
        y = torch.stack(inputs).mean(0)
    dy = draw(list(y.shape), exact).detach()
    y.backward(dy)
    recorder.case(
        name, options, y=y, dy=dy, **{f"x{i}": x for i, x in enumerate(inputs)}, **{f"dx{i}": x.grad for i, x in enumerate(inputs)})


def constraint(recorder, index):
    """A step of gradient descent, then torch.renorm, torch.nn.functional.normalize or clamp; axes are counted in PyTorch's order of the weight."""
    kind = random.choice(["max_norm", "max_norm", "unit_norm", "non_negative"])
    space = [random.randint(1, 3) for _ in range(random.choice([0, 0, 1, 2]))]
    x = draw([2, random.choice([1, 2, 5]), *[random.randint(3, 4) for _ in space]], False)
    weight = draw([random.choice([1, 3, 8]), x.shape[1], *space], False)
    options = {"kind": kind, "rate": round(random.uniform(0.001, 0.3), 3), "limit": round(random.uniform(0.3, 4), 3)}
    # Over all axes but the first, the fan-in of a unit; or over the first alone, the fan-out of an input.
    options["over_first"] = not space and random.random() < 0.3
    y = [F.linear, F.conv1d, F.conv2d][len(space)](x, weight)
    dy = draw(list(y.shape), False).detach()
    optimizer = torch.optim.SGD([weight], lr=options["rate"])
    before = weight.detach().clone()
    y.backward(dy)
    optimizer.step()
    stepped = weight.detach()
    axis = 1 if options["over_first"] else 0
    if kind == "max_norm":
        after = torch.renorm(stepped, 2, axis, options["limit"])
    elif kind == "unit_norm":
        after = F.normalize(stepped.movedim(axis, 0).flatten(1), dim=1).reshape(stepped.movedim(axis, 0).shape).movedim(0, axis)
    else:
        after = stepped.clamp(min=0)
    recorder.case("constraint", options, x=x, weight=before, dy=dy, after=after)


def main():
    arguments = oracle.arguments()
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    recorder = oracle.Recorder(oracle.torch_producer(), arguments.seed)
    for index in range(110):
        dense(recorder, index, "dense")
    for index in range(45):
        dense(recorder, index, "drop_connect")
        prelu(recorder, index)
        constraint(recorder, index)
    for index in range(30):
        for name in ("add", "average", "concatenate", "multiply", "subtract"):
            join(recorder, index, name)
    recorder.write(arguments.out)


if __name__ == "__main__":
    main()
