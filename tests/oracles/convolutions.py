"""Records convolutions by PyTorch: outputs and gradients of torch.nn.functional.conv1d, conv2d and conv3d, alone and as separable pairs.

Sizes, strides, dilations, groups and paddings are drawn at random. Two thirds of the cases hold multiples of 1/8, whose sums are exact in
float32, so that every difference is an error; the others hold normal numbers.
"""

import random

import torch
import torch.nn.functional as F

import oracle

CONVOLUTIONS = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
MOST_SPACE = {1: 14, 2: 8, 3: 5}
MOST_KERNEL = {1: 5, 2: 4, 3: 3}


def draw(shape, exact):
    values = torch.randn(shape)
    return torch.round(values * 8) / 8 if exact else values


def same_padding(size, kernel, stride, dilation):
    """Keras' rule, which is PyTorch's for stride 1."""
    span = dilation * (kernel - 1) + 1
    total = max(0, ((size + stride - 1) // stride - 1) * stride + span - size)
    return total // 2, total - total // 2


def one_case(recorder, index):
    axes = random.choice([1, 1, 2, 2, 2, 3])
    groups = random.choice([1, 1, 1, 2, 3])
    per_group_in = random.choice([1, 1, 2, 3])
    per_group_out = random.choice([1, 2, 3])
    if random.random() < 0.2:
        groups, per_group_in = random.choice([2, 3, 5]), 1
    if axes == 2 and random.random() < 0.1:
        groups, per_group_in, per_group_out = 1, random.choice([1, 4]), random.choice([17, 33])
    batch = random.choice([1, 1, 2, 3])
    while True:
        size = [random.randint(1, MOST_SPACE[axes]) for _ in range(axes)]
        kernel = [random.randint(1, MOST_KERNEL[axes]) for _ in range(axes)]
        stride = [random.choice([1, 1, 2, 3]) for _ in range(axes)]
        dilation = [random.choice([1, 1, 1, 2, 3]) for _ in range(axes)]
        kind = random.choice(["valid", "same", "even", "even", "uneven"])
        if kind == "same":
            pads = [same_padding(*numbers) for numbers in zip(size, kernel, stride, dilation)]
        elif kind == "uneven":
            pads = [(random.randint(0, 3), random.randint(0, 3)) for _ in range(axes)]
        else:
            pads = [(p, p) for p in ([0] * axes if kind == "valid" else [random.randint(0, 2) for _ in range(axes)])]
        if all(s + sum(p) >= d * (k - 1) + 1 for s, p, d, k in zip(size, pads, dilation, kernel)):
            break

    exact = index % 3 != 0
    x = draw([batch, groups * per_group_in, *size], exact).requires_grad_()
    weight = draw([groups * per_group_out, per_group_in, *kernel], exact).requires_grad_()
    bias = draw([groups * per_group_out], exact).requires_grad_() if random.random() < 0.8 else None
    flat = [number for pair in reversed(pads) for number in pair]
    y = CONVOLUTIONS[axes](F.pad(x, flat), weight, bias, stride=stride, dilation=dilation, groups=groups)
    dy = draw(list(y.shape), exact)
    y.backward(dy)
    recorder.case(
        f"conv{axes}d",
        {
            "axes": axes, "kernel": kernel, "stride": stride, "dilation": dilation, "groups": groups,
            "padding": kind, "before": [p[0] for p in pads], "after": [p[1] for p in pads],
        },
        x=x, weight=weight, bias=bias, y=y, dy=dy, dx=x.grad, dweight=weight.grad, dbias=None if bias is None else bias.grad)


def separable_case(recorder, index):
    """A depthwise convolution, then one of kernel 1, as Keras' SeparableConv has them."""
    axes = random.choice([1, 2])
    channels, multiplier, filters = random.choice([2, 3, 5, 17]), random.choice([1, 1, 2]), random.choice([1, 3, 4])
    size = [random.randint(3, 6) for _ in range(axes)]
    kernel = [random.randint(1, 3) for _ in range(axes)]
    stride, padding = random.choice([1, 1, 2]), random.choice([0, 1])
    dilation = random.choice([1, 1, 2]) if all(s >= 2 * k - 1 for s, k in zip(size, kernel)) else 1
    exact = index % 3 != 0
    x = draw([2, channels, *size], exact).requires_grad_()
    depthwise = draw([channels * multiplier, 1, *kernel], exact).requires_grad_()
    pointwise = draw([filters, channels * multiplier] + [1] * axes, exact).requires_grad_()
    bias = draw([filters], exact).requires_grad_()
    between = CONVOLUTIONS[axes](x, depthwise, None, stride=stride, padding=padding, dilation=dilation, groups=channels)
    y = CONVOLUTIONS[axes](between, pointwise, bias)
    dy = draw(list(y.shape), exact)
    y.backward(dy)
    recorder.case(
        f"separable{axes}d",
        {"axes": axes, "kernel": kernel, "stride": [stride], "padding": [padding], "dilation": [dilation], "multiplier": multiplier},
        x=x, depthwise=depthwise, pointwise=pointwise, bias=bias, y=y, dy=dy, dx=x.grad, ddepthwise=depthwise.grad,
        dpointwise=pointwise.grad, dbias=bias.grad)


def main():
    arguments = oracle.arguments()
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    recorder = oracle.Recorder(oracle.torch_producer(), arguments.seed)
    for index in range(230):
        one_case(recorder, index)
    for index in range(40):
        separable_case(recorder, index)
    recorder.write(arguments.out)


if __name__ == "__main__":
    main()
