using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>Convolution and pooling of images against their formulas in float64, whose gradients are held to central differences.</summary>
public sealed class WindowFormulaTests
{
    [Theory]
    [InlineData(3, 5, 6, 5, 4, 3, 1, 0, 1, 1)]
    [InlineData(2, 4, 7, 6, 6, 3, 2, 1, 1, 2)]
    [InlineData(1, 2, 8, 8, 3, 2, 1, 2, 2, 1)]
    [InlineData(1, 3, 1, 1, 5, 1, 1, 0, 1, 1)]
    public void Convolution_is_its_formula(
        int batchSize, int channels, int height, int width, int filters, int kernel, int stride, int padding, int dilation, int groups) =>
        LayerCheck.Run(
            new Conv2D(filters, new Shape(kernel, kernel), new Shape(stride, stride), padding, new Shape(dilation, dilation), groups),
            [new Shape(channels, height, width)],
            batchSize,
            (x, w, n) =>
            {
                var window = new Window(height, width, kernel, stride, padding, dilation);
                var perGroup = channels / groups;
                return Each(n, filters, window, (sample, filter, taps) =>
                {
                    var sum = w[1][filter];
                    var first = filter / (filters / groups) * perGroup;
                    for (var c = 0; c < perGroup; c++)
                    {
                        foreach (var (tap, position) in taps)
                        {
                            sum += x[0][(((sample * channels) + first + c) * height * width) + position] * w[0][(((filter * perGroup) + c) * kernel * kernel) + tap];
                        }
                    }

                    return sum;
                });
            });

    [Theory]
    [InlineData(2, 3, 6, 7, 2, 2, 0)]
    [InlineData(1, 2, 7, 7, 3, 2, 1)]
    [InlineData(3, 1, 5, 4, 1, 1, 0)]
    public void Max_pooling_is_its_formula(int batchSize, int channels, int height, int width, int kernel, int stride, int padding) =>
        LayerCheck.Run(
            new MaxPool2D(new Shape(kernel, kernel), new Shape(stride, stride), padding),
            [new Shape(channels, height, width)],
            batchSize,
            (x, _, n) => Each(n, channels, new Window(height, width, kernel, stride, padding, 1), (sample, channel, taps) =>
            {
                var plane = ((sample * channels) + channel) * height * width;
                return taps.Select(tap => x[0][plane + tap.Position]).Aggregate(Var.Max);
            }));

    [Theory]
    [InlineData(2, 3, 6, 7, 2, 2, 0)]
    [InlineData(1, 2, 7, 7, 3, 2, 1)]
    public void Average_pooling_is_its_formula(int batchSize, int channels, int height, int width, int kernel, int stride, int padding) =>
        LayerCheck.Run(
            new AvgPool2D(new Shape(kernel, kernel), new Shape(stride, stride), padding),
            [new Shape(channels, height, width)],
            batchSize,
            (x, _, n) => Each(n, channels, new Window(height, width, kernel, stride, padding, 1), (sample, channel, taps) =>
            {
                // The padding counts, as in PyTorch.
                var plane = ((sample * channels) + channel) * height * width;
                return Var.Sum([.. taps.Select(tap => x[0][plane + tap.Position])]) / (kernel * kernel);
            }));

    private static Var[] Each(int samples, int channels, Window window, Func<int, int, List<(int Tap, int Position)>, Var> element)
    {
        var outputs = new List<Var>();
        for (var sample = 0; sample < samples; sample++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                for (var row = 0; row < window.OutputHeight; row++)
                {
                    for (var column = 0; column < window.OutputWidth; column++)
                    {
                        outputs.Add(element(sample, channel, window.Taps(row, column)));
                    }
                }
            }
        }

        return [.. outputs];
    }

    private sealed record Window(int Height, int Width, int Kernel, int Stride, int Padding, int Dilation)
    {
        public int OutputHeight => ((Height + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

        public int OutputWidth => ((Width + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

        // The taps of a window that lie inside the image, with the positions they see.
        public List<(int Tap, int Position)> Taps(int row, int column)
        {
            var taps = new List<(int, int)>();
            for (var tap = 0; tap < Kernel * Kernel; tap++)
            {
                var y = (row * Stride) - Padding + (tap / Kernel * Dilation);
                var x = (column * Stride) - Padding + (tap % Kernel * Dilation);
                if (y >= 0 && y < Height && x >= 0 && x < Width)
                {
                    taps.Add((tap, (y * Width) + x));
                }
            }

            return taps;
        }
    }
}
