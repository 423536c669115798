"""Reads a model file by the safetensors specification alone and prints what is in it, as JSON.

Prints, for each tensor, its type, shape and sum; and whether the file's CRC-32C (RFC 3720) is right. Where the module `safetensors` is installed, its
own reader must give the same tensors.
"""

import json
import struct
import sys

import numpy

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "U8": "u1"}


def crc32c(data):
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def main(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    assert length % 8 == 0, "the header's length is a multiple of 8"
    header = json.loads(data[8 : 8 + length].decode("utf-8"))
    metadata = header.pop("__metadata__")
    assert all(isinstance(value, str) for value in metadata.values())
    begin, result = 8 + length, {}
    for name, entry in header.items():
        first, end = entry["data_offsets"]
        values = numpy.frombuffer(data[begin + first : begin + end], TYPES[entry["dtype"]]).reshape(entry["shape"])
        assert first % values.itemsize == 0, "tensors are aligned to their elements"
        result[name] = {"dtype": entry["dtype"], "shape": entry["shape"], "sum": float(values.astype("f8").sum())}
    ends = sorted(entry["data_offsets"] for entry in header.values())
    assert [end for _, end in ends] == [first for first, _ in ends[1:]] + [len(data) - begin], "no holes, no overlaps"

    stated = metadata["interop.crc32c"]
    zeroed = data.replace(f'"interop.crc32c":"{stated}"'.encode(), b'"interop.crc32c":"00000000"', 1)
    assert stated == f"{crc32c(zeroed):08x}", "the checksum is that of the file"

    try:
        from safetensors.numpy import load_file
    except ImportError:
        reader = "specification"
    else:
        reader = "safetensors"
        loaded = load_file(path)
        assert {name: list(value.shape) for name, value in loaded.items()} == {name: entry["shape"] for name, entry in result.items()}
    print(json.dumps({"reader": reader, "metadata": metadata, "tensors": result}))


if __name__ == "__main__":
    main(sys.argv[1])
