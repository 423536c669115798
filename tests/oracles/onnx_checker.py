"""Has onnx.checker look at models, shape inference included, and counts those it accepts.

    python3 tests/oracles/onnx_checker.py --models FILE

FILE holds models one after another, each behind its length in four bytes, little-endian. Models of an operator set that this onnx does not know
are counted apart.
"""

import argparse
import struct
import sys

import onnx
import onnx.checker
import onnx.defs


def models(path):
    with open(path, "rb") as file:
        while header := file.read(4):
            (length,) = struct.unpack("<I", header)
            yield file.read(length)


def main():
    parser = argparse.ArgumentParser(description="Checks models with onnx.checker.")
    parser.add_argument("--models", required=True)
    known = onnx.defs.onnx_opset_version()
    accepted, unknown, refused = 0, 0, []
    for position, content in enumerate(models(parser.parse_args().models)):
        model = onnx.load_model_from_string(content)
        if model.opset_import[0].version > known:
            unknown += 1
            continue
        try:
            onnx.checker.check_model(model, full_check=True)
            accepted += 1
        except Exception as error:
            refused.append(f"model {position}: {error}")
    print(f"onnx {onnx.__version__}, operator sets to {known}: accepted {accepted}, refused {len(refused)}, unknown {unknown}")
    if refused:
        sys.exit("\n".join(refused[:5]))


if __name__ == "__main__":
    main()
