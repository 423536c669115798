"""Writes what an independent implementation computed, for the tests to compare with.

A recorder draws its cases at random from a seed and calls Recorder.case(...) for each; tensors are stored as decimal numbers that read back to
the same float32. Run a recorder as

    python3 tests/oracles/<family>.py --seed 20261121 --out tests/Native.Tests/<Folder>/references/<family>.json.gz

The tests read the recorded file, and where the program is installed they also run the recorder with a seed of their own.
"""

import argparse
import gzip
import json

import numpy

DATE = "2026-11-21"
SEED = 20261121


def arguments():
    parser = argparse.ArgumentParser(description="Records results of an independent implementation.")
    parser.add_argument("--seed", type=int, default=SEED, help="what the random cases are drawn from")
    parser.add_argument("--out", required=True, help="the .json.gz file to write")
    return parser.parse_args()


def _number(value):
    value = float(value)
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _tensor(values):
    array = numpy.asarray(values.detach().numpy() if hasattr(values, "detach") else values)
    if array.dtype == numpy.float32:
        # The shortest decimal that reads back to the same float32.
        data = [_number(numpy.format_float_scientific(value, unique=True)) for value in array.ravel()]
    else:
        data = [_number(value) for value in array.ravel()]
    return {"shape": list(array.shape), "data": data}


class Recorder:
    """Collects cases and writes them with a header that says who computed them."""

    def __init__(self, producer, seed):
        self.content = {"producer": producer, "date": DATE, "seed": seed, "cases": []}

    def case(self, name, options, **tensors):
        """One configuration: its options, and its inputs and results as tensors (None is left out)."""
        stored = {key: _tensor(value) for key, value in tensors.items() if value is not None}
        self.content["cases"].append({"name": name, "options": options, "tensors": stored})

    def write(self, path):
        text = json.dumps(self.content, separators=(",", ":"), sort_keys=True)
        with open(path, "wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as file:
            file.write(text.encode("ascii"))
        print(f"{len(self.content['cases'])} cases by {self.content['producer']} to {path}")


def torch_producer():
    import torch

    return f"PyTorch {torch.__version__}"


def sklearn_producer():
    import sklearn

    return f"scikit-learn {sklearn.__version__}"
