// Runs models in ONNX Runtime's WebAssembly build and writes what comes out.
//
//     node onnx_web.mjs BUNDLE RESULTS
//
// Both files hold little-endian 32-bit words. BUNDLE: for each model its length and bytes, the number of inputs, and for each input its rank, extents
// and floats. RESULTS: for each model the number of outputs, and for each its rank, extents and floats.

import { readFile, writeFile } from "node:fs/promises";
import * as ort from "onnxruntime-web";

const [bundlePath, resultsPath] = process.argv.slice(2);
const bundle = await readFile(bundlePath);
const results = [];
let position = 0;

function word() {
  position += 4;
  return bundle.readInt32LE(position - 4);
}

function bytes(length) {
  position += length;
  return bundle.subarray(position - length, position);
}

function tensor() {
  const extents = Array.from({ length: word() }, word);
  const count = extents.reduce((product, extent) => product * extent, 1);
  return new ort.Tensor("float32", new Float32Array(new Uint8Array(bytes(4 * count)).buffer), extents);
}

function write(words) {
  results.push(Buffer.from(new Int32Array(words).buffer));
}

ort.env.wasm.numThreads = 1;
while (position < bundle.length) {
  const session = await ort.InferenceSession.create(new Uint8Array(bytes(word())));
  const inputs = Array.from({ length: word() }, tensor);
  const outputs = await session.run(Object.fromEntries(session.inputNames.map((name, index) => [name, inputs[index]])));
  write([session.outputNames.length]);
  for (const name of session.outputNames) {
    write([outputs[name].dims.length, ...outputs[name].dims]);
    results.push(Buffer.from(outputs[name].data.buffer, outputs[name].data.byteOffset, outputs[name].data.byteLength));
  }
  await session.release();
}
await writeFile(resultsPath, Buffer.concat(results));
console.log(`onnxruntime-web ${ort.env.versions.web}`);
