using Interop.Samples.Experiments;

namespace Interop.Samples.Tests;

/// <summary>Each experiment shows what the lectures say it shows.</summary>
public sealed class ExperimentTests
{
    [Fact]
    public void Dropout_brings_training_and_validation_closer()
    {
        var table = Run("dropout");
        Assert.True(table[1, "gap"] < table[0, "gap"]);
        Assert.True(table[1, "validation loss"] < table[0, "validation loss"]);
        Assert.True(table[1, "training loss"] > table[0, "training loss"]);
    }

    [Fact]
    public void Momentum_and_adaptive_rates_learn_faster_than_plain_gradient_descent()
    {
        var table = Run("optimizers");
        for (var row = 1; row < 6; row++)
        {
            Assert.True(table[row, "last loss"] < table[0, "last loss"]);
        }
    }

    [Fact]
    public void Batch_normalization_lets_a_deep_network_of_sigmoids_learn()
    {
        var table = Run("batch-normalization");
        for (var rate = 0; rate < 2; rate++)
        {
            Assert.True(table[rate, "validation accuracy"] < 0.2);
            Assert.True(table[rate + 2, "validation accuracy"] > 0.95);
        }
    }

    [Fact]
    public void L1_leaves_few_weights_and_L2_small_ones()
    {
        var table = Run("penalties");
        Assert.True(table[1, "weights near 0"] > table[2, "weights near 0"] && table[2, "weights near 0"] > table[0, "weights near 0"]);
        Assert.True(table[1, "Σ|w|"] < table[2, "Σ|w|"]);
        Assert.True(table[2, "Σw²"] < table[1, "Σw²"]);
    }

    [Fact]
    public void A_stronger_penalty_smooths_the_boundary()
    {
        var table = Run("boundaries");
        for (var row = 1; row < 3; row++)
        {
            Assert.True(table[row, "Σw²"] < table[row - 1, "Σw²"]);
            Assert.True(table[row, "training accuracy"] <= table[row - 1, "training accuracy"]);
        }

        // The right strength helps on new samples; too much of it draws too simple a boundary.
        Assert.True(table[1, "test accuracy"] > table[0, "test accuracy"]);
        Assert.True(table[1, "test accuracy"] > table[2, "test accuracy"]);
    }

    [Fact]
    public void More_samples_make_for_more_accuracy()
    {
        var table = Run("training-size");
        for (var row = 1; row < 6; row++)
        {
            Assert.True(table[row, "validation accuracy"] > table[row - 1, "validation accuracy"]);
        }
    }

    private static ResultTable Run(string name)
    {
        var result = Experiment.All.Single(experiment => experiment.Name == name).Run();
        Assert.NotEmpty(result.Pictures);
        Assert.All(result.Pictures.Values, picture => Assert.Contains("class=\"title\"", picture.ToDocument(), StringComparison.Ordinal));
        return result.Table;
    }
}
