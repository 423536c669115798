using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Data;

public class SplitTests
{
    private static readonly SplitFractions Usual = new(0.6, 0.2, 0.2);

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(1797)]
    public void Each_sample_is_in_exactly_one_part(int count)
    {
        var split = Split.Create(count, Usual, new TorchGenerator(3));
        Assert.Equal(Enumerable.Range(0, count), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.True(Math.Abs(split.Train.Length - (0.6 * count)) < 1);
        Assert.True(Math.Abs(split.Validation.Length - (0.2 * count)) < 1);
        Assert.True(Math.Abs(split.Test.Length - (0.2 * count)) < 1);
    }

    [Fact]
    public void Exact_shares_are_met_exactly()
    {
        // 0.6 · 10 is 6 in the mathematics and 6 or a little less in binary.
        var split = Split.Create(10, Usual, new TorchGenerator(0));
        Assert.Equal((6, 2, 2), (split.Train.Length, split.Validation.Length, split.Test.Length));
    }

    [Fact]
    public void A_part_of_fraction_0_is_empty()
    {
        var split = Split.Create(11, new SplitFractions(0.75, 0.25, 0), new TorchGenerator(0));
        Assert.Empty(split.Test);
        Assert.Equal(8, split.Train.Length);
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Split.Create(100, Usual, new TorchGenerator(1)).Train, Split.Create(100, Usual, new TorchGenerator(1)).Train);
        Assert.NotEqual(Split.Create(100, Usual, new TorchGenerator(1)).Train, Split.Create(100, Usual, new TorchGenerator(2)).Train);
    }

    [Fact]
    public void The_order_is_that_of_the_generators_permutation()
    {
        var order = new int[20];
        new TorchGenerator(5).Permutation(order);
        var split = Split.Create(20, new SplitFractions(0.5, 0.25, 0.25), new TorchGenerator(5));
        Assert.Equal(order[..10].Order(), split.Train);
        Assert.Equal(order[10..15].Order(), split.Validation);
        Assert.Equal(order[15..].Order(), split.Test);
    }

    [Fact]
    public void A_stratified_split_divides_every_class_alike()
    {
        var classes = Tensor.FromClasses([.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 2 : i % 3 == 0 ? 7 : 0)]);
        var split = StratifiedSplit.Create(classes, Usual, new TorchGenerator(4));
        Assert.Equal(Enumerable.Range(0, 1000), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        foreach (var group in classes.ToArray().GroupBy(label => label))
        {
            int Members(IEnumerable<int> part) => part.Count(sample => classes[sample] == group.Key);
            Assert.True(Math.Abs(Members(split.Train) - (0.6 * group.Count())) < 1);
            Assert.True(Math.Abs(Members(split.Validation) - (0.2 * group.Count())) < 1);
            Assert.True(Math.Abs(Members(split.Test) - (0.2 * group.Count())) < 1);
        }
    }

    [Fact]
    public void A_class_of_one_sample_goes_to_the_largest_part()
    {
        var split = StratifiedSplit.Create(Tensor.FromClasses([0, 0, 0, 0, 0, 1]), Usual, new TorchGenerator(0));
        Assert.Contains(5, split.Train);
    }

    [Theory]
    [InlineData(3, 100, 240, 30, 30)]
    [InlineData(1, 100, 80, 10, 10)]
    public void What_one_class_loses_by_rounding_the_next_gets(int perClass, int classes, int train, int validation, int test)
    {
        var labels = Tensor.FromClasses([.. Enumerable.Range(0, perClass * classes).Select(i => i % classes)]);
        var fractions = new SplitFractions(0.8, 0.1, 0.1);
        var split = StratifiedSplit.Create(labels, fractions, new TorchGenerator(2));
        Assert.Equal((train, validation, test), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal(Enumerable.Range(0, perClass * classes), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        for (var c = 0; c < classes; c++)
        {
            int Members(IEnumerable<int> part) => part.Count(sample => labels[sample] == c);
            Assert.True(Math.Abs(Members(split.Train) - (0.8 * perClass)) < 1);
            Assert.True(Math.Abs(Members(split.Validation) - (0.1 * perClass)) < 1);
            Assert.True(Math.Abs(Members(split.Test) - (0.1 * perClass)) < 1);
        }

        Assert.Equal(split.Test, StratifiedSplit.Create(labels, fractions, new TorchGenerator(2)).Test);
    }

    [Theory]
    [InlineData(1, "nothing for validation")]
    [InlineData(2, "nothing for test")]
    public void A_part_that_would_get_nothing_is_refused(int count, string told)
    {
        Assert.Contains(told, Assert.Throws<NetworkException>(() => Split.Create(count, Usual, new TorchGenerator(0))).Message, StringComparison.Ordinal);
        var classes = Tensor.FromClasses(new int[count]);
        Assert.Contains(told, Assert.Throws<NetworkException>(() => StratifiedSplit.Create(classes, Usual, new TorchGenerator(0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fractions_that_were_never_set_are_refused()
    {
        Assert.Contains("never set", Assert.Throws<ArgumentException>(() => Split.Create(9, default, new TorchGenerator(0))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => StratifiedSplit.Create(Tensor.FromClasses([0, 1]), default, new TorchGenerator(0)));
    }

    [Theory]
    [InlineData(0, 0.5, 0.5)]
    [InlineData(0.5, 0.5, 0.5)]
    [InlineData(1.5, -0.5, 0)]
    [InlineData(double.NaN, 0.5, 0.5)]
    public void Fractions_that_do_not_add_up_are_refused(double train, double validation, double test)
    {
        Assert.Contains("add up to 1", Assert.Throws<ArgumentException>(() => new SplitFractions(train, validation, test)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_are_no_classes_are_refused()
    {
        var generator = new TorchGenerator(0);
        Assert.Contains("sample 1 has 0.5", Assert.Throws<NetworkException>(() => StratifiedSplit.Create(Tensor.From(0f, 0.5f), Usual, generator)).Message, StringComparison.Ordinal);
        Assert.Contains("sample 0 has -1", Assert.Throws<NetworkException>(() => StratifiedSplit.Create(Tensor.From(-1f), Usual, generator)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2]", Assert.Throws<NetworkException>(() => StratifiedSplit.Create(new Tensor([2, 2]), Usual, generator)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Create(0, Usual, generator));
    }
}
