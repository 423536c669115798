"""Reads event files with TensorBoard's own reader and prints what its pages would show.

    python3 tensorboard_events.py FOLDER

Prints JSON: for each run below FOLDER, for each tag, a list of [step, value].
"""

import json
import os
import sys

from tensorboard.backend.event_processing import event_multiplexer

runs = event_multiplexer.EventMultiplexer(size_guidance={"scalars": 0}).AddRunsFromDirectory(sys.argv[1])
runs.Reload()
print(json.dumps({
    run: {tag: [[event.step, event.value] for event in runs.Scalars(run, tag)] for tag in tags["scalars"]}
    for run, tags in runs.Runs().items()
}))
sys.stdout.flush()
os._exit(0)  # Its loader may leave threads behind.
