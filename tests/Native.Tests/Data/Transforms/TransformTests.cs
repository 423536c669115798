using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Data;

public sealed class TransformTests
{
    [Fact]
    public void A_flip_mirrors_or_leaves_an_image()
    {
        var image = Tensor.From([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10], new RandomHorizontalFlip(1).Apply(image).ToArray());
        Assert.Equal([4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9], new RandomVerticalFlip(1).Apply(image).ToArray());
        Assert.Equal(image.ToArray(), new RandomHorizontalFlip(0).Apply(image).ToArray());
        Assert.Equal(image.ToArray(), new RandomVerticalFlip(0).Apply(image).ToArray());
    }

    [Fact]
    public void A_flip_happens_as_often_as_asked()
    {
        var flip = new RandomHorizontalFlip(0.3f);
        var image = Tensor.From([1, 1, 2], [0, 1]);
        var flips = Enumerable.Range(0, 10_000).Count(seed => flip.Apply(image, new TorchGenerator((ulong)seed))[0, 0, 0] == 1);
        Assert.InRange(flips, 2_800, 3_200);
    }

    [Fact]
    public void A_shift_moves_every_pixel_by_the_same_amount()
    {
        var image = new Tensor([1, 5, 4]);
        new TorchGenerator(3).FillUniform(image.Span, 1, 2);
        var seen = new HashSet<(int, int)>();
        for (var seed = 0UL; seed < 400; seed++)
        {
            var generator = new TorchGenerator(seed);
            var shifted = new RandomShift(0.4f, 0.5f, fill: -1).Apply(image, generator);
            var expected = new TorchGenerator(seed);
            var across = (int)Math.Round((expected.NextSingle() * 4) - 2.0);
            var down = (int)Math.Round((expected.NextSingle() * 4) - 2.0);
            seen.Add((across, down));
            for (var y = 0; y < 5; y++)
            {
                for (var x = 0; x < 4; x++)
                {
                    var inside = y - down is >= 0 and < 5 && x - across is >= 0 and < 4;
                    Assert.Equal(inside ? image[0, y - down, x - across] : -1, shifted[0, y, x]);
                }
            }
        }

        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public void A_shift_may_move_everything_out()
    {
        var image = Tensor.From([1, 2, 2], [1, 2, 3, 4]);
        for (var seed = 0UL; seed < 100; seed++)
        {
            Assert.Equal(4, new RandomShift(1, 1).Apply(image, new TorchGenerator(seed)).Count);
        }
    }

    [Fact]
    public void A_zoom_of_one_changes_nothing_and_of_two_halves_what_is_seen()
    {
        var image = new Tensor([1, 6, 6]);
        new TorchGenerator(3).FillUniform(image.Span, 0, 1);
        Assert.Equal(image.ToArray(), new RandomZoom(1, 1).Apply(image).ToArray());
        var nearest = new RandomZoom(2, 2, Interpolation.Nearest).Apply(image);
        for (var y = 0; y < 6; y++)
        {
            for (var x = 0; x < 6; x++)
            {
                Assert.Equal(image[0, (y + 3) / 2, (x + 3) / 2], nearest[0, y, x]);
            }
        }

        var small = new RandomZoom(0.5f, 0.5f, Interpolation.Nearest, fill: 7).Apply(image);
        Assert.Equal(27, small.ToArray().Count(value => value == 7));
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for()
    {
        var noisy = new RandomNoise(0.5f, mean: 2).Apply(new Tensor([1, 100, 100])).ToArray();
        var mean = noisy.Average();
        Assert.Equal(2, mean, 0.02);
        Assert.Equal(0.5, Math.Sqrt(noisy.Average(value => Math.Pow(value - mean, 2))), 0.02);
        var pixels = new RandomNoise(40).Apply(new Tensor([1, 20, 20]), isPixels: true).ToArray();
        Assert.All(pixels, value => Assert.True(value is >= 0 and <= 255 && value == MathF.Round(value)));
    }

    [Fact]
    public void A_cutout_blots_out_a_square_that_may_reach_over_the_edge()
    {
        var image = Tensor.From([2, 8, 8], [.. Enumerable.Repeat(1f, 128)]);
        var sizes = new HashSet<int>();
        for (var seed = 0UL; seed < 200; seed++)
        {
            var cut = new Cutout(4).Apply(image, new TorchGenerator(seed));
            var blotted = cut.Span[..64].Count(0f);
            Assert.Equal(blotted, cut.Span[64..].Count(0f));
            sizes.Add(blotted);
        }

        Assert.Equal([4, 6, 8, 9, 12, 16], sizes.Order());
    }

    [Fact]
    public void A_random_crop_lies_anywhere()
    {
        var image = Tensor.From([1, 3, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        var corners = Enumerable.Range(0, 100).Select(seed => new RandomCrop((2, 2)).Apply(image, new TorchGenerator((ulong)seed))[0, 0, 0]);
        Assert.Equal([0, 1, 3, 4], corners.Distinct().Order());
        Assert.Equal(image.ToArray(), new RandomCrop((3, 3)).Apply(image).ToArray());
        var padded = new RandomCrop((5, 5), padding: 1, fill: 9).Apply(image);
        Assert.Equal(16, padded.ToArray().Count(value => value == 9));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var image = new Tensor([3, 4, 5]);
        Assert.Contains("cuts 5 × 5 pixels out of an image, which has 4 × 5; Resize it first", Refused(new RandomCrop((5, 5)), image));
        Assert.Contains("cuts 4 × 6 pixels", Refused(new CenterCrop((4, 6)), image));
        Assert.Contains("means for 1 channels, the image has 3", Refused(new Normalize([0.5f], [0.5f]), image));
        Assert.Contains("[channels, height, width], got [4, 5]", Refused(new Resize((2, 2)), new Tensor([4, 5])));
        var pixels = Assert.Throws<NetworkException>(() => new Normalize([0f], [1f]).Apply(new Tensor([1, 2, 2]), isPixels: true));
        Assert.Contains("put ToTensor before it", pixels.Message);
        Assert.Throws<ArgumentException>(() => new Normalize([0.5f], [0f]));
        Assert.Throws<ArgumentException>(() => new Normalize([0.5f, 0.5f], [1f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(30, Interpolation.Bicubic));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resize((0, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomHorizontalFlip(1.5f));
    }

    [Fact]
    public void An_image_of_one_pixel_goes_through_everything()
    {
        var pipeline = new Compose(
        [
            new Resize((3, 3)), new RandomCrop((2, 2)), new RandomRotation(30, Interpolation.Bilinear), new RandomHorizontalFlip(), new RandomVerticalFlip(),
            new RandomShift(), new RandomZoom(), new CenterCrop((1, 1)), new ToTensor(), new RandomNoise(0), new Cutout(1), new Normalize([0f], [1f]),
        ]);
        Assert.Equal([1, 1, 1], pipeline.OutputShape([1, 1, 1]));
        Assert.Equal(1, pipeline.Apply(Tensor.From([1, 1, 1], [200f]), isPixels: true).Count);
    }

    [Fact]
    public void What_a_sample_becomes_depends_on_seed_epoch_and_row_alone()
    {
        var images = new Tensor([40, 1, 6, 6]);
        new TorchGenerator(5).FillUniform(images.Span, 0, 1);
        var data = new TensorDataset(images, new Tensor([40]));
        Transform transform = new Compose([new RandomRotation(30, Interpolation.Bilinear), new RandomNoise(0.1f)]);
        var first = Epochs(new TransformedDataset(data, transform, seed: 9), batchSize: 7, shuffleSeed: 1);
        var second = Epochs(new TransformedDataset(data, transform, seed: 9), batchSize: 40, shuffleSeed: 2);
        var other = Epochs(new TransformedDataset(data, transform, seed: 10), batchSize: 7, shuffleSeed: 1);

        // Whatever the order and the batches, an epoch holds the same images.
        Assert.Equal(first[0].Order(), second[0].Order());
        Assert.Equal(first[1].Order(), second[1].Order());
        Assert.NotEqual(first[0].Order(), first[1].Order());
        Assert.NotEqual(first[0].Order(), other[0].Order());
    }

    private static string Refused(Transform transform, Tensor image) => Assert.Throws<NetworkException>(() => transform.Apply(image)).Message;

    private static double[][] Epochs(Dataset data, int batchSize, ulong shuffleSeed)
    {
        var loader = new DataLoader(data, batchSize, shuffle: true, generator: new TorchGenerator(shuffleSeed));
        return [.. Enumerable.Range(0, 2).Select(_ => loader.SelectMany(Checksums).ToArray())];
    }

    private static IEnumerable<double> Checksums(Batch batch)
    {
        for (var row = 0; row < batch.Size; row++)
        {
            yield return batch.Inputs[0].Rows(row, 1).ToArray().Select((value, i) => (double)value * (i + 1)).Sum();
        }
    }
}
