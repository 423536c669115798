using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

public abstract partial class Network
{
    // The smallest positive normal float keeps the logarithm of a probability of 0 finite.
    private const double SmallestProbability = 1.17549435e-38;

    /// <summary>
    /// The mean over M sub-networks, each with units dropped at random as in training, while batch normalization behaves as in use: dropout seen
    /// as an ensemble. Geometric (D4): <c>p_j = exp(1/M Σₘ log p_j⁽ᵐ⁾)</c>, divided by its sum over the classes, the last axis; outputs of a sigmoid are
    /// taken as p against 1 − p, each by itself. For a linear model with softmax the mean over all sub-networks equals the scaling by 1 − p.
    /// </summary>
    /// <param name="input">A batch: [N, …].</param>
    /// <param name="samples">M, how many sub-networks are drawn.</param>
    /// <param name="mean">Which mean.</param>
    /// <param name="generator">The random numbers; null for the network's. Threads that predict at once need one each.</param>
    /// <param name="batchSize">How many rows run at a time.</param>
    /// <returns>The mean of the network's first output, [N, …].</returns>
    /// <exception cref="NetworkException">The input does not fit, or the geometric mean is asked of outputs outside [0, 1].</exception>
    public Tensor PredictMonteCarlo(
        Tensor input, int samples = 100, MonteCarloMean mean = MonteCarloMean.Geometric, Generator? generator = null, int batchSize = 128)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        BuildFor([input]);
        var count = CheckInputs([input]);
        var output = new Tensor(OutputShapes[0].Prepend(count));
        var capacity = Math.Min(batchSize, count);
        var options = new PlanOptions(capacity, IsTraining: false, HasBackward: false, new bool[Graph.Outputs.Count], IsMonteCarlo: true);
        var plan = new Plan(options, PlanCompiler.Compile(Graph, options), generator ?? Generator, Workers, Numerics);
        var isBinary = LastActivation.Of(Graph.Outputs[0]).Function is Sigmoid;
        for (var start = 0; start < count; start += capacity)
        {
            plan.BatchSize = Math.Min(capacity, count - start);
            var rows = output.Rows(start, plan.BatchSize).Span;
            var sums = new MonteCarloSums(rows.Length, mean, isBinary);
            for (var sample = 0; sample < samples; sample++)
            {
                input.Rows(start, plan.BatchSize).Span.CopyTo(plan.Inputs[0].Span(plan));
                plan.Forward();
                sums.Add(plan.Outputs[0].Span(plan));
            }

            sums.Finish(samples, OutputShapes[0].Rank == 0 ? 1 : OutputShapes[0][-1], rows);
        }

        return output;
    }

    /// <summary>The sums over sub-networks for some rows, in double precision.</summary>
    private sealed class MonteCarloSums(int length, MonteCarloMean mean, bool isBinary)
    {
        private readonly double[] _sums = new double[length];
        private readonly double[] _otherSums = new double[isBinary ? length : 0];

        public void Add(ReadOnlySpan<float> output)
        {
            for (var i = 0; i < output.Length; i++)
            {
                if (mean == MonteCarloMean.Arithmetic)
                {
                    _sums[i] += output[i];
                    continue;
                }

                if (!(output[i] is >= 0 and <= 1))
                {
                    throw new NetworkException(
                        $"A geometric mean is one of probabilities, but the network gave {output[i]}; end it in a softmax or sigmoid, or use {nameof(MonteCarloMean)}.{nameof(MonteCarloMean.Arithmetic)}.");
                }

                _sums[i] += Math.Log(Math.Max(output[i], SmallestProbability));
                if (isBinary)
                {
                    _otherSums[i] += Math.Log(Math.Max(1.0 - output[i], SmallestProbability));
                }
            }
        }

        public void Finish(int samples, int classes, Span<float> output)
        {
            for (var start = 0; start < output.Length; start += classes)
            {
                var row = output.Slice(start, classes);
                double total = 0;
                for (var i = 0; i < classes; i++)
                {
                    total += mean == MonteCarloMean.Geometric ? Math.Exp(_sums[start + i] / samples) : 0;
                }

                for (var i = 0; i < classes; i++)
                {
                    var average = _sums[start + i] / samples;
                    row[i] = (float)(mean == MonteCarloMean.Arithmetic ? average
                        : isBinary ? 1 / (1 + Math.Exp((_otherSums[start + i] / samples) - average))
                        : Math.Exp(average) / total);
                }
            }
        }
    }
}
