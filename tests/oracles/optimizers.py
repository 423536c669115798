"""Trajectories of torch.optim in float64: every optimizer, options drawn at random, the values after 1, 10 and 1,000 steps.

The gradient of element i at step t is  scale * u(i, t) + curvature * (w - target),  where u in [-1, 1) comes from a linear congruential
generator that the test repeats exactly, and is 0 wherever the option `sparse` says so.
"""

import math
import random

import numpy
import torch

import oracle

CHECKPOINTS = (1, 10, 1000)

# Of one case; more would mean that its options, and not its problem, are what is drawn again.
MOST_REDRAWS = 40


class Noise:
    """s = 1664525 s + 1013904223 mod 2**32 for each element; u = (s >> 16) / 32768 - 1."""

    def __init__(self, seed, count):
        self.state = (numpy.arange(count, dtype=numpy.uint64) * 747796405 + seed).astype(numpy.uint32)

    def next(self, sparse):
        self.state = self.state * numpy.uint32(1664525) + numpy.uint32(1013904223)
        high = self.state >> numpy.uint32(16)
        noise = high.astype(numpy.float64) / 32768 - 1
        return numpy.where(high % 4 != 0, 0.0, noise) if sparse else noise


class CorrectedNAdam(torch.optim.NAdam):
    """torch 1.13.1 multiplies mu_product_next by mu twice; this is its step with the formula of the paper and of later versions."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state["step"] = 0
                    state["mu_product"] = torch.tensor(1.0, dtype=torch.float64)
                    state["exp_avg"] = torch.zeros_like(p)
                    state["exp_avg_sq"] = torch.zeros_like(p)
                state["step"] += 1
                step = state["step"]
                grad = p.grad.add(p, alpha=group["weight_decay"])
                mu = beta1 * (1.0 - 0.5 * (0.96 ** (step * group["momentum_decay"])))
                mu_next = beta1 * (1.0 - 0.5 * (0.96 ** ((step + 1) * group["momentum_decay"])))
                state["mu_product"] *= mu
                product_next = state["mu_product"] * mu_next
                state["exp_avg"].mul_(beta1).add_(grad, alpha=1 - beta1)
                state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
                denom = state["exp_avg_sq"].div(1 - beta2**step).sqrt().add_(group["eps"])
                p.addcdiv_(grad, denom, value=-group["lr"] * (1.0 - mu) / (1.0 - state["mu_product"].item()))
                p.addcdiv_(state["exp_avg"], denom, value=-group["lr"] * mu_next / (1.0 - product_next.item()))


def betas(draw):
    return {"beta1": draw.choice([0.0, 0.5, 0.9, 0.95]), "beta2": draw.choice([0.9, 0.99, 0.999])}


def decay(draw):
    return draw.choice([0.0, 0.0, 1e-4, 0.01])


def draw_options(name, draw):
    if name == "sgd":
        momentum = draw.choice([0.0, 0.5, 0.9, 0.95])
        nesterov = momentum > 0 and draw.random() < 0.4
        dampening = 0.0 if nesterov or momentum == 0 else draw.choice([0.0, 0.0, 0.3, 0.9])
        return {"momentum": momentum, "nesterov": nesterov, "dampening": dampening}
    if name == "adagrad":
        return {"lr_decay": draw.choice([0.0, 0.01]), "initial_accumulator_value": draw.choice([0.0, 0.1]), "eps": draw.choice([1e-10, 1e-7])}
    if name == "rmsprop":
        return {
            "alpha": draw.choice([0.9, 0.99]),
            "eps": draw.choice([1e-8, 1e-5]),
            "momentum": draw.choice([0.0, 0.0, 0.5, 0.9]),
            "centered": draw.random() < 0.4,
        }
    if name == "adadelta":
        return {"rho": draw.choice([0.9, 0.95]), "eps": draw.choice([1e-6, 1e-4])}
    options = betas(draw) | {"eps": draw.choice([1e-8, 1e-7, 1e-4])}
    if name in ("adam", "adamw"):
        options["amsgrad"] = draw.random() < 0.3
    if name == "nadam":
        options["momentum_decay"] = draw.choice([4e-3, 0.1])
    return options


LEARNING_RATES = {"sgd": (1e-4, 0.5), "adadelta": (0.01, 1.0), "adagrad": (1e-3, 1.0)}


def make(name, parameter, options):
    arguments = {key: value for key, value in options.items() if key not in ("beta1", "beta2", "state")}
    if "beta1" in options:
        arguments["betas"] = (options["beta1"], options["beta2"])
    kinds = {
        "adadelta": torch.optim.Adadelta,
        "adagrad": torch.optim.Adagrad,
        "adam": torch.optim.Adam,
        "adamax": torch.optim.Adamax,
        "adamw": torch.optim.AdamW,
        "nadam": CorrectedNAdam,
        "radam": torch.optim.RAdam,
        "rmsprop": torch.optim.RMSprop,
        "sgd": torch.optim.SGD,
    }
    return kinds[name]([parameter], **arguments)


def simulate(name, options, problem, values, target, dtype):
    """The values at the checkpoints and the state after the last."""
    parameter = torch.tensor(values, dtype=dtype, requires_grad=True)
    optimizer = make(name, parameter, options)
    noise = Noise(problem["seed"], len(values))
    results = {}
    for step in range(1, max(CHECKPOINTS) + 1):
        if step == problem["drop_at"]:
            optimizer.param_groups[0]["lr"] *= 0.1
        gradient = problem["scale"] * noise.next(problem["sparse"])
        gradient += problem["curvature"] * (parameter.detach().numpy() - target)
        parameter.grad = torch.from_numpy(gradient).to(dtype)
        optimizer.step()
        if step in CHECKPOINTS:
            results[f"after_{step}"] = parameter.detach().numpy().astype(numpy.float32)
    state = {key: value for key, value in optimizer.state[parameter].items() if key != "step" and value is not None}
    # NAdam's product is a double in the engine, and far below float32's smallest number after a thousand steps.
    results |= {
        f"state_{key}": numpy.asarray(value.detach()).astype(numpy.float64 if key == "mu_product" else numpy.float32) for key, value in state.items()
    }
    return results, sorted(state)


def strays(exact, rounded):
    """Whether torch's own float32 strays from its float64, as around a minimum that a large step keeps jumping over: no test of a formula."""
    return any(numpy.any(numpy.abs(exact[key].astype(float) - rounded[key]) > 0.2 * (1e-5 + 1e-4 * numpy.abs(exact[key]))) for key in exact)


def vanishes(results, values):
    """Whether a thousand steps move no weight by ten times what rounding it a thousand times may: float32 could hardly tell them from standing still."""
    last = results[f"after_{max(CHECKPOINTS)}"].astype(float)
    return numpy.max(numpy.abs(last - values)) < 10 * 1000 * 2.0**-24 * max(numpy.max(numpy.abs(last)), numpy.max(numpy.abs(values)))


def run(recorder, name, draw):
    low, high = LEARNING_RATES.get(name, (1e-4, 0.3))
    options = draw_options(name, draw)
    options["lr"] = float(f"{math.exp(draw.uniform(math.log(low), math.log(high))):.3g}")
    options["weight_decay"] = decay(draw)
    for redraws in range(MOST_REDRAWS + 1):
        problem = {
            "seed": draw.randrange(2**31),
            "scale": draw.choice([1e-3, 0.1, 1.0, 30.0]),
            "curvature": draw.choice([0.0, 0.1, 1.0]),
            "sparse": draw.random() < 0.2,
            "drop_at": draw.choice([0, 0, 5, 400]),
        }
        count = draw.choice([1, 2, 3, 5, 8, 16, 17, 33])
        generator = numpy.random.default_rng(problem["seed"])
        values = generator.standard_normal(count).astype(numpy.float32)
        target = generator.standard_normal(count).astype(numpy.float32)
        results, options["state"] = simulate(name, options, problem, values, target, torch.float64)
        rounded = simulate(name, options, problem, values, target, torch.float32)[0]
        if not vanishes(results, values) and not strays(results, rounded):
            # How far torch's own float32 is from its float64: what rounding alone does to this problem.
            noise = {key: float(numpy.max(numpy.abs(results[key].astype(float) - rounded[key]))) for key in results}
            recorder.case(name, options | problem | {"redraws": redraws, "noise": noise}, values=values, target=target, **results)
            return redraws
    raise SystemExit(f"{name} with {options} found no steady problem in {MOST_REDRAWS + 1} draws.")


def main():
    given = oracle.arguments()
    draw = random.Random(given.seed)
    torch.set_num_threads(1)
    recorder = oracle.Recorder(oracle.torch_producer() + " in float64", given.seed)
    for name in ("adadelta", "adagrad", "adam", "adamax", "adamw", "nadam", "radam", "rmsprop", "sgd"):
        redraws = [run(recorder, name, draw) for _ in range(32 if name in ("adam", "rmsprop", "sgd") else 24)]
        recorder.content.setdefault("redraws", {})[name] = sum(redraws)
        print(f"{name}: {sum(redraws)} problems drawn again for {len(redraws)} cases, {max(redraws)} at most for one")
    recorder.write(given.out)


main()
