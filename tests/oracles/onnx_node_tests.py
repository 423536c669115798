"""Packs ONNX's backend node tests that the list beside the archive names, without those marked large.

    python3 tests/oracles/onnx_node_tests.py --out tests/OnnxBridge.Tests/Import/references/onnx_node_tests.zip

Needs libonnx-testdata. ONNX and its tests are published under the MIT licence, copyright by the ONNX Project Contributors, Facebook and Microsoft;
the licence goes into the archive.
"""

import argparse
import pathlib
import zipfile

SOURCE = pathlib.Path("/usr/lib/python3/dist-packages/onnx/backend/test/data/node")
LICENCE = """MIT License

Copyright (c) ONNX Project Contributors; Facebook, Inc.; Microsoft Corporation

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"),
to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE.
"""
TIME = (1980, 1, 1, 0, 0, 0)


def main():
    parser = argparse.ArgumentParser(description="Packs ONNX's node tests.")
    parser.add_argument("--out", required=True)
    out = pathlib.Path(parser.parse_args().out)
    rows = [line.split(maxsplit=1) for line in out.with_suffix(".txt").read_text().splitlines() if line and not line.startswith("#")]
    with zipfile.ZipFile(out, "w") as archive:

        def add(name, content):
            archive.writestr(zipfile.ZipInfo(name, TIME), content, zipfile.ZIP_DEFLATED, 9)

        add("LICENSE", LICENCE.encode())
        for name, verdict in rows:
            if not verdict.endswith("large"):
                for path in sorted((SOURCE / name).rglob("*.*")):
                    add(f"{name}/{path.relative_to(SOURCE / name)}", path.read_bytes())
    print(f"{len(rows)} cases listed, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
