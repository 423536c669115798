using Interop.MLNetExtensions.Rows;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.MLNetExtensions.Scoring;

/// <summary>
/// The features and scores of some rows, scored at once. A row with a NaN among its features has NaN scores and no answer. One buffer serves
/// one thread; the network may be shared.
/// </summary>
internal sealed class ScoreBuffer
{
    private readonly Network _network;
    private readonly ScoreReading _reading;
    private readonly float _scoreThreshold;
    private readonly Tensor _input;
    private readonly Tensor _output;
    private readonly float[] _probabilities;
    private readonly bool[] _isMissing;
    private (Tensor Input, Tensor Output) _part;

    /// <summary>Makes a buffer.</summary>
    /// <param name="network">The network, built, of one input and one output.</param>
    /// <param name="reading">How its outputs are read.</param>
    /// <param name="threshold">The probability above which a label is a yes.</param>
    /// <param name="capacity">The largest number of rows.</param>
    public ScoreBuffer(Network network, ScoreReading reading, float threshold, int capacity)
    {
        CheckNetwork(network);
        _network = network;
        _reading = reading;
        _scoreThreshold = ScoreThreshold(threshold);
        Capacity = capacity;
        _input = new Tensor(network.InputShapes[0].Prepend(capacity));
        _output = new Tensor(network.OutputShapes[0].Prepend(capacity));
        _part = (_input, _output);
        FeatureCount = network.InputShapes[0].Size;
        OutputCount = network.OutputShapes[0].Size;
        _probabilities = reading is ScoreReading.LabelLogits or ScoreReading.LabelProbabilities ? new float[_output.Count] : [];
        _isMissing = new bool[capacity];
    }

    /// <summary>The largest number of rows.</summary>
    public int Capacity { get; }

    /// <summary>The number of features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>The number of scores of a row.</summary>
    public int OutputCount { get; }

    /// <summary>
    /// The number of rows of about 256 KiB, which stay in the second cache between reading and scoring, at least 32 and at most 1024: going from
    /// the one to the other costs more than a microsecond, each time.
    /// </summary>
    /// <param name="featureCount">The number of features of a row.</param>
    public static int SuggestedCapacity(int featureCount) => Math.Clamp(65536 / Math.Max(1, featureCount), 32, 1024);

    /// <summary>Checks that a network can score rows.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="NetworkException">It is not built, or has several inputs or outputs.</exception>
    public static void CheckNetwork(Network network)
    {
        if (network.InputShapes.Count != 1 || network.OutputShapes.Count != 1)
        {
            throw new NetworkException(
                $"A network that scores rows has one input and one output, this one has {network.InputShapes.Count} and {network.OutputShapes.Count}; " +
                "concatenate the columns in the pipeline, and join the outputs with a Concatenate layer.");
        }
    }

    /// <summary>Writes the features of a row, all of them.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="features">As many as a row has.</param>
    public void Write(int row, ReadOnlySpan<float> features)
    {
        var destination = Features(row);
        _isMissing[row] = FiniteNumbers.CopyHasNaN(features, destination);
        if (_isMissing[row])
        {
            destination.Clear();
        }
    }

    /// <summary>Writes the features of a row that are not 0.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="values">Some features.</param>
    /// <param name="indices">Which they are.</param>
    public void Write(int row, ReadOnlySpan<float> values, ReadOnlySpan<int> indices)
    {
        var destination = Features(row);
        destination.Clear();
        _isMissing[row] = FiniteNumbers.HasNaN(values);
        for (var i = 0; i < values.Length && !_isMissing[row]; i++)
        {
            destination[indices[i]] = values[i];
        }
    }

    /// <summary>Scores the first rows, which are written.</summary>
    /// <param name="count">How many.</param>
    public void Evaluate(int count)
    {
        var hasMissing = _isMissing.AsSpan(0, count).Contains(true);
        if (_part.Input.Shape[0] != count)
        {
            _part = (_input.Rows(0, count), _output.Rows(0, count));
        }

        _network.Predict(_part.Input, _part.Output, Capacity);
        for (var row = 0; row < count && (hasMissing || _reading != ScoreReading.Values); row++)
        {
            Finish(row);
        }
    }

    /// <summary>The scores of a row.</summary>
    /// <param name="row">Which row.</param>
    public ReadOnlySpan<float> Scores(int row) => ScoresOf(row);

    /// <summary>The probabilities of a row's labels; empty where the task has none beside the scores.</summary>
    /// <param name="row">Which row.</param>
    public ReadOnlySpan<float> Probabilities(int row) => _probabilities.Length == 0 ? [] : _probabilities.AsSpan(row * OutputCount, OutputCount);

    /// <summary>The class with the largest score, the first of equals; −1 for a row with something missing.</summary>
    /// <param name="row">Which row.</param>
    public int Class(int row)
    {
        if (_isMissing[row])
        {
            return -1;
        }

        var scores = Scores(row);
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    /// <summary>Whether a label of a row is a yes.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="label">Which label.</param>
    public bool IsYes(int row, int label) => Scores(row)[label] > _scoreThreshold;

    /// <summary>The score above which a label is a yes.</summary>
    /// <param name="probability">The probability above which it is.</param>
    public static float ScoreThreshold(float probability) => probability == 0.5f ? 0 : Logit(probability);

    private static float Logit(float probability)
    {
        // A probability of exactly 0 or 1 would be an infinite score, which evaluators do not take.
        const double smallest = 1e-30;
        return (float)(Math.Log(Math.Max(probability, smallest)) - Math.Log(Math.Max(1.0 - probability, smallest)));
    }

    private Span<float> Features(int row) => _input.Span.Slice(row * FeatureCount, FeatureCount);

    private Span<float> ScoresOf(int row) => _output.Span.Slice(row * OutputCount, OutputCount);

    private void Finish(int row)
    {
        var scores = ScoresOf(row);
        if (_isMissing[row])
        {
            scores.Fill(float.NaN);
        }

        switch (_reading)
        {
            case ScoreReading.ClassLogits:
                Softmax(scores);
                break;
            case ScoreReading.ClassLogProbabilities:
                foreach (ref var score in scores)
                {
                    score = MathF.Exp(score);
                }

                break;
            case ScoreReading.LabelLogits:
                for (var i = 0; i < scores.Length; i++)
                {
                    _probabilities[(row * OutputCount) + i] = (float)(1 / (1 + Math.Exp(-scores[i])));
                }

                break;
            case ScoreReading.LabelProbabilities:
                for (var i = 0; i < scores.Length; i++)
                {
                    _probabilities[(row * OutputCount) + i] = scores[i];
                    scores[i] = Logit(scores[i]);
                }

                break;
        }
    }

    private static void Softmax(Span<float> logits)
    {
        var largest = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double sum = 0;
        foreach (ref var logit in logits)
        {
            logit = MathF.Exp(logit - largest);
            sum += logit;
        }

        foreach (ref var logit in logits)
        {
            logit = (float)(logit / sum);
        }
    }
}
