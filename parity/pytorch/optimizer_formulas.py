"""RAdam and NAdam as their papers have them, for the truth: releases of the libraries have erred in both."""

import torch


class _Formula:
    """Adam's two moments, and a step that a subclass makes of them."""

    def __init__(self, parameters, rate, betas, epsilon, decay):
        self.parameters, self.rate, self.epsilon, self.decay = parameters, rate, epsilon, decay
        self.beta1, self.beta2 = betas
        self.steps = 0
        self.state = {
            parameter: {"exp_avg": torch.zeros_like(parameter), "exp_avg_sq": torch.zeros_like(parameter)} for parameter in parameters
        }

    def step(self):
        self.steps += 1
        self.prepare()
        for parameter in self.parameters:
            state = self.state[parameter]
            gradient = parameter.grad + self.decay * parameter.data
            state["step"] = self.steps
            state["exp_avg"] = self.beta1 * state["exp_avg"] + (1 - self.beta1) * gradient
            state["exp_avg_sq"] = self.beta2 * state["exp_avg_sq"] + (1 - self.beta2) * gradient**2
            parameter.data -= self.rate * self.direction(gradient, state["exp_avg"], state["exp_avg_sq"])

    def prepare(self):
        pass


class RAdam(_Formula):
    """Liu and others 2020, algorithm 2, with ε beside the root as PyTorch adds it."""

    def direction(self, _, mean, square):
        t, beta2 = self.steps, self.beta2
        mean = mean / (1 - self.beta1**t)
        longest = 2 / (1 - beta2) - 1
        length = longest - 2 * t * beta2**t / (1 - beta2**t)
        if length <= 5:
            return mean
        rectified = ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) ** 0.5
        return mean * rectified * (1 - beta2**t) ** 0.5 / (square.sqrt() + self.epsilon)


class NAdam(_Formula):
    """Dozat 2016, with the schedule of the momentum: μ_t = β₁(1 − ½·0.96^(t·ψ))."""

    def __init__(self, parameters, rate, betas, epsilon, decay, momentum_decay):
        super().__init__(parameters, rate, betas, epsilon, decay)
        self.momentum_decay = momentum_decay
        self.product = 1.0

    def _momentum(self, t):
        return self.beta1 * (1 - 0.5 * 0.96 ** (t * self.momentum_decay))

    def prepare(self):
        self.now, self.next = self._momentum(self.steps), self._momentum(self.steps + 1)
        self.product *= self.now

    def direction(self, gradient, mean, square):
        root = (square / (1 - self.beta2**self.steps)).sqrt() + self.epsilon
        return ((1 - self.now) / (1 - self.product) * gradient + self.next / (1 - self.product * self.next) * mean) / root
