"""Trainings of PyTorch stopped half-way: the checkpoint, and what the weights became when the training went on.

    python3 tests/oracles/torch_optimizers_saved.py --seed 20261121 --out tests/TorchBridge.Tests/references/optimizers

Each <case>.pt holds x, y, kind, the state dict 'model' and the optimizer's 'optimizer' after 5 steps, and the state dict 'later' after 5 more.
"""

import argparse
import os

import torch

from oracle import DATE, SEED, torch_producer

CASES = {
    "adam": ("adam", lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99), weight_decay=0.01)),
    "adam-amsgrad": ("adam", lambda p: torch.optim.Adam(p, lr=0.01, amsgrad=True)),
    "adamw": ("adamw", lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1)),
    "sgd": ("sgd", lambda p: torch.optim.SGD(p, lr=0.1)),
    "sgd-momentum": ("sgd", lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.01)),
    "sgd-nesterov": ("sgd", lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)),
    "rmsprop": ("rmsprop", lambda p: torch.optim.RMSprop(p, lr=0.01)),
    "rmsprop-centered": ("rmsprop", lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.9, centered=True)),
    "adagrad": ("adagrad", lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.01)),
    "adadelta": ("adadelta", lambda p: torch.optim.Adadelta(p, lr=1.0)),
    "adamax": ("adamax", lambda p: torch.optim.Adamax(p, lr=0.01)),
    "radam": ("radam", lambda p: torch.optim.RAdam(p, lr=0.01)),
}


def step(model, optimizer, x, y):
    optimizer.zero_grad()
    torch.nn.functional.mse_loss(model(x), y).backward()
    optimizer.step()


def state(model):
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def record(name, kind, create, folder, seed):
    torch.manual_seed(seed)
    model = torch.nn.Sequential(torch.nn.Linear(6, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3))
    x, y = torch.randn(16, 6), torch.randn(16, 3)
    optimizer = create(model.parameters())
    for _ in range(5):
        step(model, optimizer, x, y)
    content = {"producer": torch_producer(), "date": DATE, "seed": seed, "kind": kind, "x": x, "y": y}
    content["model"] = state(model)
    path = os.path.join(folder, f"{name}.pt")
    # The optimizer's tensors go on changing, so the file is written before; 'later' comes from a training resumed from it.
    torch.save({**content, "optimizer": optimizer.state_dict()}, path)
    saved = torch.load(path)
    for _ in range(5):
        step(model, optimizer, x, y)
    torch.save({**saved, "later": state(model)}, path)


def groups(p):
    p = list(p)
    return torch.optim.AdamW([{"params": p[1::2], "weight_decay": 0.0, "lr": 0.02}, {"params": p[0::2]}], lr=0.01, weight_decay=0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    for name, (kind, create) in CASES.items():
        record(name, kind, create, options.out, options.seed)
    record("adamw-groups", "adamw", groups, options.out, options.seed)
    print(f"{len(CASES) + 1} trainings by {torch_producer()} to {options.out}")


if __name__ == "__main__":
    main()
