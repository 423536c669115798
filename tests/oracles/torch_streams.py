#!/usr/bin/env python3
"""Records the random streams of libtorch's CPU generator.

    python3 torch_streams.py > ../Native.Tests/Random/references/torch_streams.json

Needs a PyTorch built without MKL (its Bernoulli masks come from MT19937) on an x86-64 processor with AVX2; the
recorded values were made by Debian's python3-torch 1.13.1. Each recording starts from torch.manual_seed(seed).

For every seed and kind there is one hash for each of the sizes: the first 16 hexadecimal digits of the SHA-256 of the
values as little-endian float32 or int32; and the first eight values themselves, of a small and of a large tensor, as
unsigned 32-bit patterns in hexadecimal.
"""

import hashlib
import json
import sys

import torch
import torch.nn.functional as F

DATE = "2026-11-21"
SEEDS = [0, 1, 42, 123, 2147483653, 2**40 + 7, -3]
SIZES = list(range(1, 41)) + [100, 1000, 10001]
SHOWN_SIZES = [8, 10001]

KINDS = {
    "rand": lambda n: torch.rand(n),
    "uniform(-0.3, 0.7)": lambda n: torch.empty(n).uniform_(-0.3, 0.7),
    "randn": lambda n: torch.randn(n),
    "normal(1.5, 0.3)": lambda n: torch.empty(n).normal_(1.5, 0.3),
    "dropout(0.1)": lambda n: F.dropout(torch.ones(n), 0.1, training=True),
    "dropout(0.3)": lambda n: F.dropout(torch.ones(n), 0.3, training=True),
    "dropout(0.5)": lambda n: F.dropout(torch.ones(n), 0.5, training=True),
    "bernoulli(0.7)": lambda n: torch.empty(n).bernoulli_(0.7),
    "randperm": lambda n: torch.randperm(n),
    "randint(100)": lambda n: torch.randint(100, (n,)),
}

# Odd fillings of fewer than 16 normal numbers leave one in the generator, which the next small filling takes first.
SEQUENCE = [
    ("normal(1.5, 0.3)", 3), ("uniform(-0.3, 0.7)", 5), ("randn", 1), ("dropout(0.3)", 7), ("randn", 15),
    ("randn", 17), ("normal(1.5, 0.3)", 1), ("randperm", 9), ("rand", 1), ("randn", 11), ("dropout(0.5)", 400),
    ("randint(100)", 3), ("rand", 700), ("normal(1.5, 0.3)", 2), ("bernoulli(0.7)", 999), ("normal(1.5, 0.3)", 1000),
    ("randn", 9), ("randperm", 1000), ("rand", 4),
]


def data(values):
    if values.dtype == torch.int64:
        values = values.to(torch.int32)
    return values.numpy().astype(values.numpy().dtype.newbyteorder("<")).tobytes()


def short_hash(values):
    return hashlib.sha256(data(values)).hexdigest()[:16]


def first_words(values):
    head = data(values[:8])
    return " ".join(head[i:i + 4][::-1].hex() for i in range(0, len(head), 4))


def record(seed, kind, size):
    torch.manual_seed(seed)
    return KINDS[kind](size)


def streams(seed):
    return {
        kind: {
            "first": {str(size): first_words(record(seed, kind, size)) for size in SHOWN_SIZES},
            "hashes": " ".join(short_hash(record(seed, kind, size)) for size in SIZES),
        }
        for kind in KINDS
    }


def sequence(seed):
    torch.manual_seed(seed)
    return " ".join(short_hash(KINDS[kind](size)) for kind, size in SEQUENCE)


def main():
    if torch.backends.mkl.is_available():
        sys.exit("This PyTorch has MKL; the recorded streams are those of a build without.")
    json.dump(
        {
            "producer": "PyTorch 1.13.1 (Debian libtorch 1.13.1, no MKL)",
            "script": "tests/oracles/torch_streams.py",
            "date": DATE,
            "hash": "first 16 hexadecimal digits of SHA-256 over little-endian float32 or int32",
            "sizes": SIZES,
            "sequence": [{"kind": kind, "size": size} for kind, size in SEQUENCE],
            "seeds": [
                {"seed": seed % 2**64, "streams": streams(seed), "sequence": sequence(seed)} for seed in SEEDS
            ],
        },
        sys.stdout,
        indent=2,
    )
    print()


if __name__ == "__main__":
    main()
