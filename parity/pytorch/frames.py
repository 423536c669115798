"""Safetensors in frames: eight bytes of length, little-endian, then a safetensors file of that length."""

import json
import struct

import numpy

_TYPES = {"F32": numpy.float32, "F64": numpy.float64, "I64": numpy.int64}
_NAMES = {numpy.dtype(kind): name for name, kind in _TYPES.items()}


def read(stream):
    """The next frame as (tensors by name, metadata), or None at the end of the stream."""
    length = stream.read(8)
    if len(length) < 8:
        return None
    data = stream.read(struct.unpack("<Q", length)[0])
    (header_length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + header_length])
    metadata = header.pop("__metadata__", {})
    body = memoryview(data)[8 + header_length :]
    tensors = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        tensors[name] = numpy.frombuffer(body[first:last], dtype=_TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


def write(stream, tensors, metadata):
    """Writes a frame and lets it go."""
    header, body = {"__metadata__": metadata}, []
    offset = 0
    for name, values in tensors.items():
        data = numpy.ascontiguousarray(values).tobytes()
        header[name] = {
            "dtype": _NAMES[values.dtype],
            "shape": list(values.shape),
            "data_offsets": [offset, offset + len(data)],
        }
        body.append(data)
        offset += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    stream.write(struct.pack("<Q", 8 + len(text) + offset) + struct.pack("<Q", len(text)) + text + b"".join(body))
    stream.flush()
