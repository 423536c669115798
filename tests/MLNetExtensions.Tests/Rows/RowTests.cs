using Interop.MLNetExtensions.Rows;
using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Random;

namespace Interop.MLNetExtensions.Tests.Rows;

public class RowTests
{
    [Fact]
    public void Dense_and_sparse_rows_come_back_from_the_cache()
    {
        var rows = new ListedRows(4, [new([1, 2, 3, 4], [0]), new([7], [1], [2]), new([], [2], []), new([5, 6], [1], [0, 3])]);

        var cache = CachedRows.Read(rows, [4], default);
        cache.Form = new TargetForm([], false);
        var (features, targets) = Batch(cache);

        Assert.Equal(4, cache.Count);
        Assert.Equal([1, 2, 3, 4, 0, 0, 7, 0, 0, 0, 0, 0, 5, 0, 0, 6], features);
        Assert.Equal([0, 1, 2, 1], targets);
    }

    [Fact]
    public void Many_rows_fill_many_blocks()
    {
        const int count = 3000;
        var rows = new ListedRows(500, [.. Enumerable.Range(0, count).Select(i => new ListedRow([.. Enumerable.Repeat((float)i, 500)], [i]))]);

        var cache = CachedRows.Read(rows, [500], default);
        var loader = new DataLoader(cache, batchSize: count);
        var batch = loader.First();

        for (var row = 0; row < count; row++)
        {
            Assert.Equal(row, batch.Inputs[0][row, 499]);
        }
    }

    [Theory]
    [InlineData(MissingRows.Skip)]
    [InlineData(MissingRows.Refuse)]
    public void Incomplete_rows_are_counted_or_refused(MissingRows policy)
    {
        var rows = new CompleteRows(
            new ListedRows(1, [new([1], [0]), new([1], [float.NaN]), new([float.PositiveInfinity], [0]), new([1], [1], Weight: float.NaN), new([2], [1])]), policy);
        if (policy == MissingRows.Refuse)
        {
            Assert.Contains("Row 1 has no label", Assert.Throws<NetworkException>(() => CachedRows.Read(rows, [1], default)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(2, CachedRows.Read(rows, [1], default).Count);
        Assert.Equal((1, 2), (rows.MissingTargets, rows.MissingFeatures));
    }

    [Fact]
    public void Reading_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => CachedRows.Read(new ListedRows(1, [new([1], [0])]), [1], new CancellationToken(true)));

    [Fact]
    public void Streamed_rows_are_read_anew_in_each_pass_and_filtered_by_number()
    {
        var rows = new ListedRows(1, [.. Enumerable.Range(0, 10).Select(i => new ListedRow([i], [i]))]);
        var stream = new StreamedRows(rows, [1], new TargetForm([1], false), new RowWeights(false, null), TargetScale.None, number => number % 2 == 0, 5);
        var loader = new DataLoader(stream, batchSize: 10);

        for (var pass = 1; pass <= 2; pass++)
        {
            Assert.Equal([0, 2, 4, 6, 8], loader.First().Inputs[0].ToArray());
            Assert.Equal(pass, rows.Passes);
        }
    }

    [Fact]
    public void Weights_are_those_of_the_row_times_its_class()
    {
        var weights = new RowWeights(true, RowWeights.Balanced([30, 10, 0]));

        Assert.Equal(40f / 3 / 30 * 2, weights.Of(2, [0]), 6);
        Assert.Equal(40f / 3 / 10, weights.Of(1, [1]), 6);
        Assert.Equal(0, weights.Of(1, [2]));
        Assert.False(new RowWeights(false, null).AreUsed);
    }

    [Fact]
    public void Targets_are_put_on_a_scale_of_mean_0_and_deviation_1()
    {
        var statistics = new RowStatistics(2, 0);
        foreach (var value in (float[])[1, 2, 3, 4])
        {
            statistics.Add([value, 7]);
        }

        float[] target = [4, 7];
        var scale = statistics.Scale();
        scale.Apply(target);

        Assert.Equal(1.5 / Math.Sqrt(1.25), target[0], 5);
        Assert.Equal(0, target[1]);
        Assert.Equal(1, scale.Scales[1]);
    }

    [Fact]
    public void A_class_becomes_a_vector_for_losses_that_want_one()
    {
        float[] target = [9, 9, 9];

        new TargetForm([3], true).Write([1], target);

        Assert.Equal([0, 1, 0], target);
    }

    [Fact]
    public void The_validation_share_is_the_same_in_every_pass_and_about_as_large_as_asked()
    {
        var share = new ValidationShare(0.2, 5);

        var count = Enumerable.Range(0, 10_000).Count(row => share.Contains(row));

        Assert.InRange(count, 1850, 2150);
        Assert.Equal(count, Enumerable.Range(0, 10_000).Count(row => share.Contains(row)));
        Assert.NotEqual(Enumerable.Range(0, 100).Where(row => share.Contains(row)), Enumerable.Range(0, 100).Where(row => new ValidationShare(0.2, 6).Contains(row)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(67)]
    public void Numbers_that_are_not_finite_are_found_anywhere(int length)
    {
        var generator = new TorchGenerator(1);
        var values = new float[length];
        generator.FillUniform(values, -1, 1);
        Assert.True(FiniteNumbers.AreAll(values));
        Assert.False(FiniteNumbers.HasNaN(values));
        for (var at = 0; at < length; at++)
        {
            foreach (var odd in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                var copy = values.ToArray();
                copy[at] = odd;
                Assert.False(FiniteNumbers.AreAll(copy));
                Assert.Equal(float.IsNaN(odd), FiniteNumbers.HasNaN(copy));
            }
        }
    }

    private static (float[] Features, float[] Targets) Batch(CachedRows cache)
    {
        var batch = new DataLoader(cache, batchSize: cache.Count).First();
        return (batch.Inputs[0].ToArray(), batch.Targets[0].ToArray());
    }
}
