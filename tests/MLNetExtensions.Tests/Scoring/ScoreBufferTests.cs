using Interop.MLNetExtensions.Scoring;
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.MLNetExtensions.Tests.Scoring;

public class ScoreBufferTests
{
    private static readonly float[] Features = [0.5f, -1, 2, 0.25f];

    [Fact]
    public void Rows_in_a_batch_score_as_rows_alone()
    {
        var network = Network(3, new Softmax());
        var batch = new ScoreBuffer(network, ScoreReading.Values, 0.5f, 40);
        var single = new ScoreBuffer(network, ScoreReading.Values, 0.5f, 1);
        var generator = new TorchGenerator(3);
        var features = new float[33][];
        for (var row = 0; row < 33; row++)
        {
            features[row] = new float[4];
            generator.FillNormal(features[row], 0, 1);
            batch.Write(row, features[row]);
        }

        batch.Evaluate(33);

        for (var row = 0; row < 33; row++)
        {
            single.Write(0, features[row]);
            single.Evaluate(1);
            Assert.Equal(single.Scores(0).ToArray(), batch.Scores(row).ToArray());
            Assert.Equal(single.Class(0), batch.Class(row));
        }
    }

    [Fact]
    public void A_row_with_a_NaN_has_no_answer_and_leaves_its_neighbours_alone()
    {
        var network = Network(3, null);
        var buffer = new ScoreBuffer(network, ScoreReading.ClassLogits, 0.5f, 3);
        for (var row = 0; row < 3; row++)
        {
            buffer.Write(row, row == 1 ? [0.5f, -1, float.NaN, 0.25f] : Features);
        }

        buffer.Evaluate(3);

        Assert.Equal(-1, buffer.Class(1));
        Assert.All(buffer.Scores(1).ToArray(), score => Assert.True(float.IsNaN(score)));
        Assert.Equal(buffer.Scores(0).ToArray(), buffer.Scores(2).ToArray());
        Assert.InRange(buffer.Class(0), 0, 2);
    }

    [Fact]
    public void A_place_with_a_NaN_is_as_good_as_new_for_the_next_row()
    {
        var buffer = new ScoreBuffer(Network(3, null), ScoreReading.ClassLogits, 0.5f, 1);
        buffer.Write(0, Features);
        buffer.Evaluate(1);
        var expected = buffer.Scores(0).ToArray();

        foreach (var missing in new Action[] { () => buffer.Write(0, [1, 2, 3, float.NaN]), () => buffer.Write(0, [float.NaN], [2]) })
        {
            missing();
            buffer.Evaluate(1);
            Assert.Equal(-1, buffer.Class(0));
            buffer.Write(0, Features);
            buffer.Evaluate(1);
            Assert.Equal(expected, buffer.Scores(0).ToArray());
        }
    }

    [Fact]
    public void Sparse_features_score_as_dense_ones()
    {
        var network = Network(3, null);
        var buffer = new ScoreBuffer(network, ScoreReading.ClassLogits, 0.5f, 2);
        buffer.Write(0, [0, -1, 0, 0.25f]);
        buffer.Write(1, Features);
        buffer.Write(1, [-1, 0.25f], [1, 3]);

        buffer.Evaluate(2);

        Assert.Equal(buffer.Scores(0).ToArray(), buffer.Scores(1).ToArray());
    }

    [Fact]
    public void Class_logits_become_probabilities()
    {
        var network = Network(3, null);
        var logits = network.Predict(Tensor.From([1, 4], Features)).ToArray();
        var sum = logits.Sum(logit => Math.Exp(logit));

        var buffer = Evaluate(network, ScoreReading.ClassLogits);

        Assert.Equal(logits.Select(logit => Math.Exp(logit) / sum), buffer.Scores(0).ToArray().Select(score => (double)score), Near);
        Assert.True(buffer.Probabilities(0).IsEmpty);
    }

    [Fact]
    public void Logarithms_of_probabilities_become_probabilities()
    {
        var buffer = Evaluate(Network(3, new LogSoftmax()), ScoreReading.ClassLogProbabilities);

        Assert.Equal(1, buffer.Scores(0).ToArray().Sum(), 5);
    }

    [Fact]
    public void Label_logits_are_scores_with_probabilities_beside_them()
    {
        var network = Network(2, null);
        var logits = network.Predict(Tensor.From([1, 4], Features)).ToArray();

        var buffer = Evaluate(network, ScoreReading.LabelLogits);

        Assert.Equal(logits, buffer.Scores(0).ToArray());
        Assert.Equal(logits.Select(logit => 1 / (1 + Math.Exp(-logit))), buffer.Probabilities(0).ToArray().Select(value => (double)value), Near);
        Assert.Equal(logits[1] > 0, buffer.IsYes(0, 1));
    }

    [Fact]
    public void Label_probabilities_have_their_logits_for_scores()
    {
        var network = Network(2, new Sigmoid());
        var probabilities = network.Predict(Tensor.From([1, 4], Features)).ToArray();

        var buffer = Evaluate(network, ScoreReading.LabelProbabilities, 0.7f);

        Assert.Equal(probabilities, buffer.Probabilities(0).ToArray());
        Assert.Equal(probabilities.Select(p => Math.Log(p / (1 - p))), buffer.Scores(0).ToArray().Select(value => (double)value), Near);
        Assert.Equal(probabilities[0] > 0.7f, buffer.IsYes(0, 0));
    }

    [Fact]
    public void Scoring_a_row_allocates_nothing()
    {
        var buffer = Evaluate(Network(3, new Softmax()), ScoreReading.Values);
        buffer.Evaluate(1);
        var before = AllocatedBytes.Now;

        for (var i = 0; i < 100; i++)
        {
            buffer.Evaluate(1);
        }

        before.AssertNoMore();
    }

    [Fact]
    public void A_network_of_several_inputs_is_refused()
    {
        var (left, right) = (Symbol.Input([2]), Symbol.Input([2]));
        var network = new Model([left, right], [new Add().Call(left, right)]);
        network.Build(2, 2);

        Assert.Contains("has 2 and 1", Assert.Throws<NetworkException>(() => new ScoreBuffer(network, ScoreReading.Values, 0.5f, 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LearningTask.Multiclass, "softmax", nameof(ScoreReading.Values))]
    [InlineData(LearningTask.Multiclass, "log_softmax", nameof(ScoreReading.ClassLogProbabilities))]
    [InlineData(LearningTask.Multiclass, null, nameof(ScoreReading.ClassLogits))]
    [InlineData(LearningTask.Binary, "sigmoid", nameof(ScoreReading.LabelProbabilities))]
    [InlineData(LearningTask.MultiLabel, null, nameof(ScoreReading.LabelLogits))]
    [InlineData(LearningTask.Regression, "relu", nameof(ScoreReading.Values))]
    public void The_end_of_a_network_says_how_its_outputs_are_read(LearningTask task, string? activation, string reading)
    {
        var function = activation is null ? null : ActivationNames.Find(activation);

        Assert.Equal(reading, NetworkEnd.Read(Network(3, function), task).ToString());
        var behind = new Sequential(new Dense(3), new Activation(function ?? new Identity()), new Dropout(0.5f));
        behind.Build(4);
        Assert.Equal(reading, NetworkEnd.Read(behind, task).ToString());
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-5;

    private static Sequential Network(int outputs, ActivationFunction? activation)
    {
        var network = new Sequential(new Dense(8, activation: "tanh"), new Dense(outputs, activation));
        network.Build(4);
        return network;
    }

    private static ScoreBuffer Evaluate(Network network, ScoreReading reading, float threshold = 0.5f)
    {
        var buffer = new ScoreBuffer(network, reading, threshold, 1);
        buffer.Write(0, Features);
        buffer.Evaluate(1);
        return buffer;
    }
}
