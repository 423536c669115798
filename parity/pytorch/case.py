"""One case: its name, seed, parameters and inputs, in the precision that it is to be computed in, and what came out of it."""

import numpy
import torch


class NotCovered(Exception):
    """PyTorch has no such thing, or this program has no way to run it."""


def single(text):
    """A number that the cases hold as float32, as the double that it is passed on as."""
    return float(numpy.float32(text))


class Case:
    def __init__(self, tensors, metadata, parameters):
        self.family = metadata["family"]
        self.seed = int(metadata["seed"])
        self.is_truth = metadata["precision"] == "float64"
        self.dtype = torch.float64 if self.is_truth else torch.float32
        self.parameters = parameters
        self._inputs = tensors
        self.outputs = {}

    def __getitem__(self, parameter):
        return self.parameters[parameter]

    def numbers(self, parameter):
        """A parameter such as '[2, 3]' or '2, 3' as whole numbers."""
        return [int(part) for part in self.parameters[parameter].strip("[]").replace("x", ",").split(",") if part.strip()]

    def flag(self, parameter):
        """A parameter that is yes or no."""
        return self.parameters[parameter].lower() in ("yes", "true")

    def has(self, name):
        return name in self._inputs

    def input(self, name):
        """An input in the precision of the case, a tensor of its own."""
        return torch.tensor(self._inputs[name]).to(self.dtype)

    def names(self):
        """The names of all inputs."""
        return list(self._inputs)

    def slope(self, shape):
        """The gradient that comes back to an output: a row of numbers, over and over."""
        return torch.tensor(numpy.resize(self._inputs["slope"], tuple(shape))).to(self.dtype)

    def add(self, name, value):
        """Adds an output: a tensor, a list of numbers, one number, or one whole number."""
        if isinstance(value, int):
            value = torch.tensor(value, dtype=torch.int64)
        elif not isinstance(value, torch.Tensor):
            value = torch.tensor(value, dtype=self.dtype)
        self.outputs[name] = value.detach().contiguous().numpy().copy()

    def add_state(self, module, prefix):
        for name, value in module.state_dict().items():
            self.add(prefix + name, value)
