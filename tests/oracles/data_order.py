"""The order in which PyTorch's DataLoader gives samples, for a generator of a seed, over several epochs."""

import random

import torch

import oracle

CASES = 220


def main():
    arguments = oracle.arguments()
    draw = random.Random(arguments.seed)
    recorder = oracle.Recorder(oracle.torch_producer(), arguments.seed)
    for _ in range(CASES):
        options = {
            "samples": draw.randint(1, 40),
            "batch_size": draw.randint(1, 12),
            "shuffle": draw.random() < 0.8,
            "drop_last": draw.random() < 0.3,
            "seed": draw.randrange(2**31),
            "epochs": draw.randint(1, 3),
        }
        generator = torch.Generator().manual_seed(options["seed"])
        loader = torch.utils.data.DataLoader(
            list(range(options["samples"])), options["batch_size"], options["shuffle"], drop_last=options["drop_last"], generator=generator
        )
        orders = {}
        for epoch in range(options["epochs"]):
            batches = [batch for batch in loader]
            orders[f"order_{epoch}"] = torch.cat(batches).double() if batches else torch.zeros(0).double()
        recorder.case("order", options, **orders)
    recorder.write(arguments.out)


if __name__ == "__main__":
    main()
