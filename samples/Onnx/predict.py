"""Runs digits.onnx on the rows of digits.csv and prints, for each, the digit and how sure the network is.

    pip install onnxruntime numpy
    python3 predict.py digits.onnx digits.csv

Where ONNX Runtime is not installed, OpenCV (Debian: python3-opencv) runs the model.
"""

import sys

import numpy


def run(path, batch):
    try:
        import onnxruntime
    except ImportError:
        import cv2

        network = cv2.dnn.readNetFromONNX(path)
        network.setInput(batch, "pixels")
        return network.forward("probabilities")
    session = onnxruntime.InferenceSession(path)
    (probabilities,) = session.run(["probabilities"], {"pixels": batch})
    return probabilities


def main():
    model, rows = (sys.argv[1:] + ["digits.onnx", "digits.csv"][len(sys.argv) - 1 :])[:2]
    pixels = numpy.loadtxt(rows, delimiter=",", dtype=numpy.float32, ndmin=2)
    for scores in run(model, pixels):
        print(f"{scores.argmax()} {scores.max():.4f}")


if __name__ == "__main__":
    main()
