"""State files by PyTorch, and PyTorch's opinion of files that others wrote.

    python3 tests/oracles/torch_files.py write --seed 20261121 --out tests/TorchBridge.Tests/references/torch
        writes <case>.pt, and <case>.json with the type, shape and SHA-256 of the bytes of every tensor in it
    python3 tests/oracles/torch_files.py resnet --seed 7 --out folder
        the same for a state dict of the size and names of a ResNet-50
    python3 tests/oracles/torch_files.py check --file mine.pt --listing mine.json
        loads a file with torch.load(weights_only=True) and compares it with a listing
"""

import argparse
import hashlib
import json
import os
import sys

import torch

from oracle import DATE, SEED, torch_producer

TYPES = {
    torch.bool: "Bool",
    torch.uint8: "UInt8",
    torch.int8: "Int8",
    torch.int16: "Int16",
    torch.int32: "Int32",
    torch.int64: "Int64",
    torch.float16: "Float16",
    torch.bfloat16: "BFloat16",
    torch.float32: "Float32",
    torch.float64: "Float64",
}


def digest(tensor):
    tensor = tensor.detach().contiguous()
    if tensor.dtype == torch.bfloat16:
        tensor = tensor.view(torch.int16)
    return hashlib.sha256(tensor.numpy().tobytes()).hexdigest()


def listing(state):
    return {
        name: {"type": TYPES[tensor.dtype], "shape": list(tensor.shape), "sha256": digest(tensor)}
        for name, tensor in state.items()
        if isinstance(tensor, torch.Tensor)
    }


def save(folder, name, content, state, seed, **options):
    os.makedirs(folder, exist_ok=True)
    torch.save(content, os.path.join(folder, f"{name}.pt"), **options)
    with open(os.path.join(folder, f"{name}.json"), "w", encoding="ascii") as file:
        header = {"producer": torch_producer(), "date": DATE, "seed": seed, "tensors": listing(state)}
        json.dump(header, file, indent=1, sort_keys=True)
        file.write("\n")


def types():
    state = {}
    for dtype, name in TYPES.items():
        if dtype == torch.bool:
            values = torch.rand(3, 5) < 0.5
        elif dtype.is_floating_point:
            values = (torch.randn(3, 5, dtype=torch.float64) * 100).to(dtype)
            values[0, :4] = torch.tensor([float("nan"), float("inf"), float("-inf"), -0.0], dtype=dtype)
            values[1, 0] = torch.finfo(dtype).max
            values[1, 1] = torch.finfo(dtype).tiny
        else:
            limits = torch.iinfo(dtype)
            values = torch.randint(max(limits.min, -(2**40)), min(limits.max, 2**40), (3, 5), dtype=torch.int64).to(dtype)
            values[0, 0] = limits.min
            values[0, 1] = limits.max
        state[f"{name}.matrix"] = values
        state[f"{name}.scalar"] = values[2, 2].clone()
        state[f"{name}.empty"] = torch.empty(0, 4, dtype=dtype)
    return state


def views():
    base = torch.randn(6, 8)
    volume = torch.randn(2, 3, 4, 5)
    return {
        "base": base,
        "same": base,
        "transposed": base.t(),
        "slice": base[1:4, 2:6],
        "row": base[3],
        "column": base[:, 5],
        "steps": base[::2, ::3],
        "expanded": base[0, :1].expand(4, 3),
        "element": base[2, 2],
        "channels_last": volume.contiguous(memory_format=torch.channels_last),
        "permuted": volume.permute(3, 1, 0, 2),
        "thin": volume[:, 1:2, :, 2:3],
        "parameter": torch.nn.Parameter(torch.randn(4)),
        "frozen": torch.nn.Parameter(torch.randn(4), requires_grad=False),
    }


class Evil:
    """Runs a command when a trusting reader loads it."""

    def __reduce__(self):
        return os.system, ("echo owned > owned.txt",)


def network():
    return torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3),
        torch.nn.BatchNorm2d(4),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(36, 10),
    )


def resnet50():
    """The names and shapes of torchvision's resnet50, with random numbers."""
    state = torch.nn.Sequential().state_dict()

    def conv(name, outputs, inputs, kernel):
        state[f"{name}.weight"] = torch.randn(outputs, inputs, kernel, kernel) * 0.05

    def norm(name, features):
        state[f"{name}.weight"] = torch.rand(features)
        state[f"{name}.bias"] = torch.randn(features)
        state[f"{name}.running_mean"] = torch.randn(features)
        state[f"{name}.running_var"] = torch.rand(features)
        state[f"{name}.num_batches_tracked"] = torch.tensor(1000)

    conv("conv1", 64, 3, 7)
    norm("bn1", 64)
    inputs = 64
    for stage, (width, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)], start=1):
        for block in range(blocks):
            prefix = f"layer{stage}.{block}"
            conv(f"{prefix}.conv1", width, inputs, 1)
            norm(f"{prefix}.bn1", width)
            conv(f"{prefix}.conv2", width, width, 3)
            norm(f"{prefix}.bn2", width)
            conv(f"{prefix}.conv3", 4 * width, width, 1)
            norm(f"{prefix}.bn3", 4 * width)
            if block == 0:
                conv(f"{prefix}.downsample.0", 4 * width, inputs, 1)
                norm(f"{prefix}.downsample.1", 4 * width)
            inputs = 4 * width
    state["fc.weight"] = torch.randn(1000, 2048)
    state["fc.bias"] = torch.randn(1000)
    return state


def write(folder, seed):
    torch.manual_seed(seed)
    state = types()
    save(folder, "types", state, state, seed)
    state = views()
    save(folder, "views", state, state, seed)
    save(folder, "views-protocol4", state, state, seed, pickle_protocol=4)
    model = network()
    save(folder, "module", model.state_dict(), model.state_dict(), seed)
    parallel = torch.nn.DataParallel(model)
    optimizer = torch.optim.Adam(parallel.parameters(), lr=0.01)
    parallel.module(torch.randn(4, 1, 8, 8)).sum().backward()
    optimizer.step()
    checkpoint = {
        "epoch": 3,
        "best": 0.875,
        "arch": "small",
        "history": [1.5, 1.25, 1.0],
        "big": 2**70,
        "flags": (True, False, None),
        "size": torch.Size([1, 8, 8]),
        "dtype": torch.float32,
        "state": {"model": parallel.state_dict(), "optimizer": optimizer.state_dict()},
    }
    save(folder, "checkpoint", checkpoint, parallel.state_dict(), seed)
    save(folder, "evil", {"weight": torch.randn(2), "extra": Evil()}, {}, seed)
    save(folder, "whole-module", model, {}, seed)


def check(path, listing_path):
    state = torch.load(path, weights_only=True)
    with open(listing_path, encoding="ascii") as file:
        expected = json.load(file)["tensors"]
    found = listing(state)
    if set(state) != set(expected):
        sys.exit(f"names differ: {sorted(set(state) ^ set(expected))} are on one side only")
    for name, entry in expected.items():
        if found[name] != entry:
            sys.exit(f"{name}: {found[name]} instead of {entry}")
    print(f"{len(found)} tensors agree in {torch_producer()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=["write", "resnet", "check"])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out")
    parser.add_argument("--file")
    parser.add_argument("--listing")
    options = parser.parse_args()
    if options.command == "write":
        write(options.out, options.seed)
    elif options.command == "resnet":
        torch.manual_seed(options.seed)
        state = resnet50()
        save(options.out, "resnet50", state, state, options.seed)
    else:
        check(options.file, options.listing)


if __name__ == "__main__":
    main()
