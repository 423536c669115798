"""Runs parity cases on PyTorch: reads one frame for each case from standard input and answers with one, until the input ends.

A frame is a safetensors file (frames.py). The first answer comes without a question and says who answers. A case that cannot be run is
answered with 'not_covered' in the metadata; an error, with 'error'.
"""

import json
import os
import sys
import traceback

import torch

import activations
import batch_normalization
import clipping
import dropout
import frames
import initializers
import layers
import losses
import metrics
import networks
import optimizers
import regularization
import schedules
import streams
import training
from case import Case, NotCovered

FAMILIES = {
    "activations": activations.run,
    "batch-normalization": batch_normalization.run,
    "clipping": clipping.run,
    "dropout": dropout.run,
    "initializers": initializers.run,
    "layers": layers.run,
    "losses": losses.run,
    "metrics": metrics.run,
    "networks": networks.run,
    "optimizers": optimizers.run,
    "random": streams.run,
    "regularization": regularization.run,
    "schedules": schedules.run,
    "training": training.run,
}


def answer(tensors, metadata):
    case = Case(tensors, metadata, json.loads(metadata["parameters"]))
    if case.family not in FAMILIES:
        return {}, {"not_covered": f"PyTorch's side has no way to run the family '{case.family}'"}
    try:
        torch.manual_seed(case.seed)
        FAMILIES[case.family](case)
        return case.outputs, {}
    except NotCovered as reason:
        return {}, {"not_covered": str(reason)}
    except Exception:
        return {}, {"error": traceback.format_exc()}


def main():
    # Whatever a library prints must not stand between the frames.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    torch.set_num_threads(1)
    torch.manual_seed(42)
    mask = "".join("1" if kept else "0" for kept in torch.nn.functional.dropout(torch.ones(64), 0.5, training=True))
    frames.write(output, {}, {"version": torch.__version__, "mask": mask})
    while (question := frames.read(sys.stdin.buffer)) is not None:
        frames.write(output, *answer(*question))


main()
