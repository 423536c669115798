"""torch.nn.init from seeds: every initializer, shapes drawn at random."""

import random
import warnings

import numpy
import torch
from torch.nn import init

import oracle

warnings.simplefilter("ignore")

SHAPES = [(3, 4), (1, 7), (9, 2), (16, 16), (5, 3, 3), (4, 2, 3, 3), (2, 3, 2, 2, 2), (17, 5), (30, 13)]
FUNCTIONS = ["linear", "tanh", "relu", "leaky_relu", "selu"]


def values(shape, seed, fill):
    torch.manual_seed(seed)
    tensor = torch.empty(shape)
    fill(tensor)
    return tensor


def main():
    given = oracle.arguments()
    draw = random.Random(given.seed)
    torch.set_num_threads(1)
    recorder = oracle.Recorder(oracle.torch_producer(), given.seed)

    def case(name, fill, **options):
        shape, seed = draw.choice(SHAPES), draw.randrange(2**32)
        recorder.case(name, options | {"seed": seed}, values=values(shape, seed, fill))

    for _ in range(22):
        mean, std = draw.uniform(-1, 1), draw.uniform(0.01, 2)
        case("normal", lambda t: init.normal_(t, mean, std), mean=mean, std=std)
        low = draw.uniform(-1, 1)
        high = low + draw.uniform(0.1, 2)
        case("uniform", lambda t: init.uniform_(t, low, high), low=low, high=high)
        a, b = mean - std * draw.uniform(0.1, 3), mean + std * draw.uniform(0.1, 3)
        case("trunc_normal", lambda t: init.trunc_normal_(t, mean, std, a, b), mean=mean, std=std, low=a, high=b)
        function = draw.choice(FUNCTIONS)
        gain = init.calculate_gain(function)
        case("xavier_uniform", lambda t: init.xavier_uniform_(t, gain), nonlinearity=function)
        case("xavier_normal", lambda t: init.xavier_normal_(t, gain), nonlinearity=function)
        mode = draw.choice(["fan_in", "fan_out"])
        slope = draw.choice([0.0, 0.01, 0.2, 5**0.5])
        case("kaiming_uniform", lambda t: init.kaiming_uniform_(t, slope, mode), slope=slope, mode=mode)
        case("kaiming_normal", lambda t: init.kaiming_normal_(t, slope, mode), slope=slope, mode=mode)
        case("kaiming_uniform_of", lambda t: init.kaiming_uniform_(t, 0, mode, function), nonlinearity=function, mode=mode)
        case("kaiming_normal_of", lambda t: init.kaiming_normal_(t, 0, mode, function), nonlinearity=function, mode=mode)
        case("orthogonal", lambda t: init.orthogonal_(t, std), gain=std)

        units, features, seed = draw.randint(1, 20), draw.randint(1, 20), draw.randrange(2**32)
        torch.manual_seed(seed)
        linear = torch.nn.Linear(features, units)
        recorder.case("linear", {"seed": seed}, values=linear.weight, bias=linear.bias)
    recorder.write(given.out)


main()
