"""Records pooling by PyTorch: outputs and input gradients of torch.nn.functional's max_pool, avg_pool and adaptive pooling to one element.

Sizes, strides, dilations, paddings, ceil mode and divisors are drawn at random. A third of the cases hold few different numbers, so that windows have
ties, a few of them NaN and infinities.
"""

import random

import torch
import torch.nn.functional as F

import oracle

MAX = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
AVERAGE = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}
GLOBAL_MAX = {1: F.adaptive_max_pool1d, 2: F.adaptive_max_pool2d, 3: F.adaptive_max_pool3d}
GLOBAL_AVERAGE = {1: F.adaptive_avg_pool1d, 2: F.adaptive_avg_pool2d, 3: F.adaptive_avg_pool3d}
MOST_SPACE = {1: 20, 2: 9, 3: 5}
MOST_WINDOW = {1: 5, 2: 4, 3: 3}


def draw(shape, index):
    values = torch.randn(shape)
    if index % 3 == 0:
        values = torch.round(values)
        if index % 12 == 0:
            special = torch.rand(shape)
            values[special < 0.02] = float("nan")
            values[(special > 0.02) & (special < 0.04)] = float("-inf")
            values[special > 0.98] = float("inf")
        return values
    return torch.round(values * 64) / 64


def one_case(recorder, index):
    axes = random.choice([1, 2, 2, 3])
    kind = random.choice(["max", "max", "average", "average", "average", "global max", "global average"])
    channels = random.choice([1, 2, 3, 5, 17]) if axes < 3 else random.choice([1, 3])
    batch = random.choice([1, 2, 3])
    options = {"axes": axes, "kind": kind}
    while True:
        size = [random.randint(1, MOST_SPACE[axes]) for _ in range(axes)]
        window = [random.randint(1, MOST_WINDOW[axes]) for _ in range(axes)]
        padding = [random.randint(0, w // 2) for w in window]
        stride = [random.randint(1, 3) for _ in range(axes)] if random.random() < 0.7 else None
        dilation = [random.choice([1, 1, 2]) for _ in range(axes)] if kind == "max" else [1] * axes
        # torch's avg_pool3d refuses inputs smaller than the window, padded or not.
        fits = kind != "average" or axes < 3 or all(s >= w for s, w in zip(size, window))
        # torch's max_pool writes outside its memory where a dilated window sees nothing but padding.
        fits = fits and all(d == 1 or p == 0 or s >= d * (w - 1) + 1 for s, p, d, w in zip(size, padding, dilation, window))
        if fits and all(s + 2 * p >= d * (w - 1) + 1 for s, p, d, w in zip(size, padding, dilation, window)):
            break

    ceil_mode = random.random() < 0.4
    x = draw([batch, channels, *size], index)
    if kind.endswith("average"):
        x = torch.nan_to_num(x, nan=0.25, posinf=4.0, neginf=-4.0)
    x.requires_grad_()
    if kind == "max":
        y = MAX[axes](x, window, stride, padding, dilation, ceil_mode)
    elif kind == "average":
        include, divisor = random.random() < 0.5, random.choice([None, None, None, 1, 5]) if axes > 1 else None
        options |= {"countIncludePad": include, "divisor": divisor}
        extra = {} if axes == 1 else {"divisor_override": divisor}
        y = AVERAGE[axes](x, window, stride, padding, ceil_mode, include, **extra)
    else:
        y = (GLOBAL_MAX if kind == "global max" else GLOBAL_AVERAGE)[axes](x, 1).reshape(batch, channels)
    if not kind.startswith("global"):
        options |= {"window": window, "stride": stride, "padding": padding, "dilation": dilation, "ceilMode": ceil_mode}

    dy = torch.round(torch.randn(y.shape) * 8) / 8
    y.backward(dy)
    recorder.case(f"{kind} pooling, {axes} axes", options, x=x, y=y, dy=dy, dx=x.grad)


def main():
    arguments = oracle.arguments()
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    recorder = oracle.Recorder(oracle.torch_producer(), arguments.seed)
    for index in range(300):
        one_case(recorder, index)
    recorder.write(arguments.out)


if __name__ == "__main__":
    main()
