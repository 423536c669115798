using System.Globalization;
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Documentation;

/// <summary>The tables of docs/conventions.md on activation functions and on layers, as the engine computes them.</summary>
public sealed class PresetPageTests
{
    private static readonly (string Column, Conventions Conventions)[] Presets =
        [("PyTorch", Conventions.PyTorch), ("Keras", Conventions.Keras), ("Lecture", Conventions.Lecture)];

    [Fact]
    public void The_page_shows_what_the_engine_computes()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "conventions.md")).ReplaceLineEndings("\n");
        string[] missing = [.. Rows().Where(row => !page.Contains(row, StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, "docs/conventions.md lacks these rows:\n" + string.Join("\n", missing));
    }

    private static IEnumerable<string> Rows()
    {
        yield return Row("hard sigmoid", "PyTorch, Keras 3", "`new HardSigmoid()`", "x/6 + ½ in [0, 1]", new HardSigmoid());
        yield return Row("", "Keras 2", "`new HardSigmoid(HardSigmoidForm.Keras2)`", "0.2 x + ½ in [0, 1]", new HardSigmoid(HardSigmoidForm.Keras2));
        yield return Row("leaky ReLU", "PyTorch", "`new LeakyReLU()`", "0.01 x below 0", new LeakyReLU());
        yield return Row("", "Keras 2", "`new LeakyReLU(0.3f)`", "0.3 x below 0", new LeakyReLU(0.3f));
        yield return Row("GELU", "PyTorch, Keras", "`new GELU()`", "½x (1 + erf(x/√2))", new GELU());
        yield return Row("", "`approximate`", "`new GELU(approximate: true)`", "½x (1 + tanh(√(2/π) (x + 0.044715 x³)))", new GELU(approximate: true));
        yield return Row("softplus", "PyTorch", "`new Softplus()`", "ln(1 + eˣ), x above 20", new Softplus());
        yield return Row("swish, SiLU, D0's ESP", "all", "`new Swish()`", "x σ(x)", new Swish());

        yield return Row("momentum", c => Built(c, new BatchNormalization()).Momentum);
        yield return Row("ε", c => Built(c, new BatchNormalization()).Epsilon);
        yield return Row("running mean after the batch", c => AfterBatch(c).RunningMean!.Storage[0]);
        yield return Row("running variance (lecture: deviation)", c => AfterBatch(c).RunningVariance!.Storage[0]);
        yield return Row("7 in training", c => Normalized(c, training: true));
        yield return Row("7 at inference, afterwards", c => Normalized(c, training: false));

        yield return Row("a kept 1 in training", c => Dropped(c, training: true));
        yield return Row("a 1 at inference", c => Dropped(c, training: false));
    }

    private static string Row(string what, Func<Conventions, double> compute) =>
        $"| {what} | {string.Join(" | ", Presets.Select(preset => compute(preset.Conventions).ToString("0.######", CultureInfo.InvariantCulture)))} |";

    private static string Row(string name, string convention, string option, string formula, ActivationFunction function)
    {
        float[] values = [-1f, 1f];
        function.Forward(values, values, new AxisView(1, 1, 2));
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {convention} | {option} | {formula} | {values[0]:0.######} | {values[1]:0.######} |");
    }

    private static BatchNormalization Built(Conventions conventions, BatchNormalization layer)
    {
        new Sequential(layer) { Conventions = conventions }.Build(1);
        return layer;
    }

    private static readonly Tensor Column = Tensor.From([4, 1], [1f, 3f, 5f, 7f]);

    private static BatchNormalization AfterBatch(Conventions conventions)
    {
        var layer = new BatchNormalization();
        var network = new Sequential(layer) { Conventions = conventions };
        network.Train();
        network.Forward(Column);
        return layer;
    }

    private static double Normalized(Conventions conventions, bool training)
    {
        var network = new Sequential(new BatchNormalization()) { Conventions = conventions };
        network.Train();
        var trained = network.Forward(Column);
        return training ? trained[3, 0] : network.Predict(Column)[3, 0];
    }

    private static double Dropped(Conventions conventions, bool training)
    {
        var network = new Sequential(new Dropout(0.25)) { Conventions = conventions };
        var ones = new Tensor([1, 50]);
        ones.Span.Fill(1f);
        network.Train();
        return training ? network.Forward(ones).ToArray().Max() : network.Predict(ones)[0, 0];
    }
}
