using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Losses;

/// <summary>What every loss promises: its formula, its gradient, reductions, weights, and errors for nothing.</summary>
public sealed class LossConformanceTests
{
    public static TheoryData<string> Names => [.. LossExamples.All.Select(example => example.Name)];

    [Fact]
    public void Every_loss_is_checked()
    {
        var losses = typeof(Loss).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract).ToHashSet();
        losses.ExceptWith(LossExamples.All.Select(example => example.Create(Reduction.Mean).GetType()));
        Assert.Empty(losses);
    }

    [Fact]
    public void Every_loss_has_a_name()
    {
        var named = LossNames.All.Select(name => LossNames.Find(name).GetType()).ToHashSet();
        Assert.All(LossExamples.All, example => Assert.Contains(example.Create(Reduction.Mean).GetType(), named));
        Assert.Equal(LossNames.All.Order(StringComparer.Ordinal), LossNames.All);
        Assert.IsType<MeanSquaredError>((Loss)"MSE");
        Assert.Contains("There is no loss 'mze'; known are bce, ", Assert.Throws<ArgumentException>(() => LossNames.Find("mze")).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_are_those_of_the_formula(string name)
    {
        var example = Example(name);
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            foreach (var batchSize in new[] { 1, 2, 19 })
            {
                foreach (var weighted in new[] { false, true })
                {
                    Check(example, reduction, batchSize, weighted);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_formula_itself_agrees_with_central_differences(string name)
    {
        var example = Example(name);
        var (predictions, targets) = example.Draw(new TorchGenerator(3), 2);
        TapeCheck.AgainstCentralDifferences(
            variables => Var.Sum(example.Items(variables, targets.ToArray())), [.. predictions.ToArray().Select(value => (double)value)], name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_an_error(string name)
    {
        var example = Example(name);
        var none = new Tensor(example.Sample.Prepend(0));
        var loss = example.Create(Reduction.Mean);
        Assert.Contains("needs at least one sample", Assert.Throws<NetworkException>(() => loss.Compute(none, none)).Message);
        var (predictions, targets) = example.Draw(new TorchGenerator(3), 3);
        Assert.Contains("both need the same first axis", Assert.Throws<NetworkException>(() => loss.Compute(predictions, targets.Rows(0, 2))).Message);
        Assert.Contains("one weight for each of 3 samples", Assert.Throws<NetworkException>(() => loss.Compute(predictions, targets, new Tensor([2]))).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluation_allocates_nothing(string name)
    {
        var example = Example(name);
        var (predictions, targets) = example.Draw(new TorchGenerator(3), 8);
        var loss = example.Create(Reduction.Mean);
        var gradient = new Tensor(predictions.Shape);
        var inputs = new LossInputs(8, predictions.Span, example.Sample, targets.Span, example.Sample);
        var before = AllocatedBytes.Now;
        for (var i = 0; i < 80; i++)
        {
            // The first times fill pools and compile.
            before = i < 60 ? AllocatedBytes.Now : before;
            loss.Evaluate(inputs, gradient.Span);
        }

        before.AssertNoMore();
    }

    private static LossExample Example(string name) => LossExamples.All.Single(example => example.Name == name);

    private static void Check(LossExample example, Reduction reduction, int batchSize, bool weighted)
    {
        var random = new TorchGenerator((ulong)batchSize);
        var (predictions, targets) = example.Draw(random, batchSize);
        Tensor? sampleWeights = null;
        if (weighted)
        {
            sampleWeights = new Tensor([batchSize]);
            random.FillUniform(sampleWeights.Span, 0.1f, 2);
        }

        var loss = example.Create(reduction);
        var tape = new Tape();
        var x = tape.Variables(predictions.Span);
        var items = example.Items(x, targets.ToArray());
        var perSample = items.Length / batchSize;
        double[] weights = [.. Enumerable.Range(0, items.Length).Select(i => (double)(sampleWeights?[i / perSample] ?? 1))];
        items = [.. items.Select((item, i) => item * weights[i])];
        var expected = Var.Sum(items) / reduction switch
        {
            Reduction.Mean => items.Length,
            Reduction.WeightedMean => weights.Sum(),
            Reduction.BatchMean => batchSize,
            _ => 1,
        };
        var what = $"{example.Name}, {reduction}, batch {batchSize}{(weighted ? ", weighted" : "")}";
        Tolerance.Float32.AssertClose(expected.Value, loss.Compute(predictions, targets, sampleWeights), what);
        Tolerance.Gradient.AssertClose(tape.Gradient(expected, x), loss.Gradient(predictions, targets, sampleWeights).Span, $"{what}: gradient");
        Tolerance.Float32.AssertClose(
            [.. items.Select(item => item.Value)], loss.ComputeEach(predictions, targets, sampleWeights).Span, $"{what}: each item");
    }
}
