"""Runs the workloads in PyTorch. Reads one cell a line ("train mlp 32", "infer cnn 1") and answers with the milliseconds of one call.

The first argument is the number of threads. The networks are those of Workloads/WorkloadList.cs.
"""

import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


def perceptron(batch_normalization):
    layers, width = [], 784
    for units in (256, 128):
        layers += [nn.Linear(width, units)] + ([nn.BatchNorm1d(units)] if batch_normalization else []) + [nn.ReLU(), nn.Dropout(0.5)]
        width = units
    return nn.Sequential(*layers, nn.Linear(width, 10))


def convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))


def big():
    return nn.Sequential(nn.Linear(1024, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000))


def averaged(channels, *convolutions):
    layers = [layer for convolution in convolutions for layer in (convolution, nn.ReLU())]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def adam(parameters):
    return torch.optim.Adam(parameters, 1e-4)


def sgd(parameters):
    return torch.optim.SGD(parameters, 1e-3)


# Nothing is compiled on the way here; caches and the allocator settle within a few calls.
WARM_UP_SECONDS = 0.5

WORKLOADS = {
    "tiny": (lambda: nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3)), (4,), 3, sgd),
    "mlp": (lambda: perceptron(False), (784,), 10, adam),
    "mlpbn": (lambda: perceptron(True), (784,), 10, adam),
    "cnn": (convolutional, (1, 28, 28), 10, adam),
    "big": (big, (1024,), 1000, sgd),
    "bigadam": (big, (1024,), 1000, adam),
    "conv-rgb": (lambda: averaged(32, nn.Conv2d(3, 32, 3, padding=1)), (3, 64, 64), 10, sgd),
    "conv-strided": (
        lambda: averaged(64, nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.Conv2d(64, 64, 3, stride=2, padding=1)), (32, 56, 56), 10, sgd),
    "conv-1x1": (lambda: averaged(64, nn.Conv2d(64, 128, 1), nn.Conv2d(128, 64, 1)), (64, 28, 28), 10, sgd),
    "conv-depthwise": (
        lambda: averaged(64, *(nn.Conv2d(64, 64, 3, padding=1, groups=64) for _ in range(2))), (64, 56, 56), 10, sgd),
}


def prepare(kind, name, batch):
    make, shape, classes, optimizer_of = WORKLOADS[name]
    torch.manual_seed(0)
    model = make()
    inputs = [torch.randn(batch, *shape) for _ in range(8)]
    if kind == "infer":
        model.eval()

        def predict():
            with torch.inference_mode():
                model(inputs[0])

        return predict
    targets = [torch.randint(0, classes, (batch,)) for _ in range(8)]
    optimizer = optimizer_of(model.parameters())
    turn = [0]

    def step():
        turn[0] = (turn[0] + 1) & 7
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(inputs[turn[0]]), targets[turn[0]]).backward()
        optimizer.step()

    return step


def run(action, calls):
    start = time.perf_counter()
    for _ in range(calls):
        action()
    return (time.perf_counter() - start) / calls * 1e3


def warm_up(action):
    start = time.perf_counter()
    while time.perf_counter() - start < WARM_UP_SECONDS:
        action()


def median(action):
    for _ in range(2):
        action()
    calls = max(1, min(20000, int(25 / max(run(action, 1), 1e-5))))
    run(action, min(calls, 3))
    return sorted(run(action, calls) for _ in range(5))[2]


def main():
    torch.set_num_threads(int(sys.argv[1]))
    prepared = {}
    print("ready", torch.__version__, flush=True)
    for line in sys.stdin:
        kind, name, batch = line.split()
        key = (kind, name, batch)
        if key not in prepared:
            prepared[key] = prepare(kind, name, int(batch))
            warm_up(prepared[key])
        print(median(prepared[key]), flush=True)


if __name__ == "__main__":
    main()
