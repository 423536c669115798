// Runs digits.onnx on the rows of digits.csv and prints, for each, the digit and how sure the network is.
//
//     npm ci
//     node predict.mjs digits.onnx digits.csv

import { readFile } from "node:fs/promises";
import * as ort from "onnxruntime-web";

const [model = "digits.onnx", rows = "digits.csv"] = process.argv.slice(2);
const pixels = (await readFile(rows, "utf8")).trim().split("\n").map((row) => row.split(",").map(Number));

ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(await readFile(model));
const batch = new ort.Tensor("float32", pixels.flat(), [pixels.length, 64]);
const { probabilities } = await session.run({ pixels: batch });

for (let row = 0; row < pixels.length; row++) {
  const scores = Array.from(probabilities.data.slice(row * 10, row * 10 + 10));
  const best = Math.max(...scores);
  console.log(`${scores.indexOf(best)} ${best.toFixed(4)}`);
}
