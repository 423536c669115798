"""Learning rates of torch.optim.lr_scheduler over time, and where momentum is cycled, the momentum. Options drawn at random."""

import random
import warnings

import numpy
import torch

import oracle

warnings.simplefilter("ignore")


def optimizer(rate, momentum=0.9):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate, momentum=momentum)


def rates(make, rate, steps):
    """The rate before each step, starting with what the scheduler sets when it is made."""
    sgd = optimizer(rate)
    scheduler = make(sgd)
    seen = []
    for _ in range(steps):
        seen.append(sgd.param_groups[0]["lr"])
        sgd.step()
        scheduler.step()
    return numpy.array(seen)


def main():
    given = oracle.arguments()
    draw = random.Random(given.seed)
    schedulers = torch.optim.lr_scheduler
    recorder = oracle.Recorder(oracle.torch_producer(), given.seed)
    for _ in range(26):
        rate = draw.choice([1.0, 0.1, 0.003]) * draw.uniform(0.5, 1.5)

        size, gamma = draw.randint(1, 7), draw.uniform(0.1, 0.99)
        options = {"rate": rate, "step_size": size, "gamma": gamma}
        recorder.case("step", options, rates=rates(lambda o: schedulers.StepLR(o, size, gamma), rate, 40))

        milestones = sorted(draw.choices(range(1, 40), k=draw.randint(0, 5)))
        options = {"rate": rate, "milestones": milestones, "gamma": gamma}
        recorder.case("multi_step", options, rates=rates(lambda o: schedulers.MultiStepLR(o, milestones, gamma), rate, 40))

        recorder.case("exponential", {"rate": rate, "gamma": gamma}, rates=rates(lambda o: schedulers.ExponentialLR(o, gamma), rate, 40))

        length, minimum = draw.randint(2, 50), draw.choice([0.0, 1e-4, 0.001])
        options = {"rate": rate, "length": length, "minimum": minimum}
        recorder.case("cosine", options, rates=rates(lambda o: schedulers.CosineAnnealingLR(o, length, minimum), rate, 3 * length))

        start, end, length = draw.uniform(0.01, 1), draw.choice([1.0, 0.5]), draw.randint(1, 20)
        options = {"rate": rate, "length": length, "start": start, "end": end}
        recorder.case("linear", options, rates=rates(lambda o: schedulers.LinearLR(o, start, end, length), rate, 30))

        length, power = draw.randint(1, 30), draw.choice([0.5, 1.0, 2.0, 3.0])
        options = {"rate": rate, "length": length, "power": power}
        recorder.case("polynomial", options, rates=rates(lambda o: schedulers.PolynomialLR(o, length, power), rate, 40))

        warm, down = draw.randint(1, 10), draw.randint(5, 30)

        def sequential(o):
            parts = [schedulers.LinearLR(o, start, 1.0, warm), schedulers.CosineAnnealingLR(o, down)]
            return schedulers.SequentialLR(o, parts, [warm])

        options = {"rate": rate, "warm": warm, "start": start, "down": down}
        recorder.case("sequential", options, rates=rates(sequential, rate, warm + down))

        one_cycle(recorder, draw)
        plateau(recorder, draw, rate)
    recorder.write(given.out)


def one_cycle(recorder, draw):
    total = draw.randint(20, 100)
    options = {
        "max_lr": draw.uniform(0.01, 1),
        "total_steps": total,
        "pct_start": draw.choice([0.1, 0.25, 0.3, 0.45]),
        "anneal_strategy": draw.choice(["cos", "linear"]),
        "base_momentum": draw.choice([0.8, 0.85]),
        "max_momentum": draw.choice([0.9, 0.95]),
        "div_factor": draw.choice([10.0, 25.0]),
        "final_div_factor": draw.choice([100.0, 1e4]),
        "three_phase": draw.random() < 0.4,
    }
    sgd = optimizer(0.1)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(sgd, **options)
    seen, momenta = [], []
    for step in range(total):
        seen.append(sgd.param_groups[0]["lr"])
        momenta.append(sgd.param_groups[0]["momentum"])
        sgd.step()
        if step + 1 < total:
            scheduler.step()
    recorder.case("one_cycle", options, rates=numpy.array(seen), momenta=numpy.array(momenta))


def plateau(recorder, draw, rate):
    options = {
        "mode": draw.choice(["min", "max"]),
        "factor": draw.choice([0.1, 0.5, 0.9]),
        "patience": draw.randint(0, 4),
        "threshold": draw.choice([1e-4, 0.05]),
        "threshold_mode": draw.choice(["rel", "abs"]),
        "cooldown": draw.randint(0, 3),
        "min_lr": draw.choice([0.0, rate * 0.05]),
    }
    sgd = optimizer(rate)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(sgd, **options)
    figures = numpy.cumsum(numpy.random.default_rng(draw.randrange(2**31)).standard_normal(40) * 0.1) + 2
    seen = []
    for figure in figures:
        seen.append(sgd.param_groups[0]["lr"])
        scheduler.step(figure)
    seen.append(sgd.param_groups[0]["lr"])
    recorder.case("plateau", options | {"rate": rate}, figures=figures, rates=numpy.array(seen))


main()
