using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>
/// Windows that slide over one, two or three axes, written as loops over scalars: for each output element, the taps that lie inside the sample and
/// the positions they see.
/// </summary>
/// <param name="Extents">The sample's spatial axes.</param>
/// <param name="Kernel">The window's extent along each axis.</param>
/// <param name="Stride">How far it moves.</param>
/// <param name="Padding">Positions added on both sides of each axis.</param>
/// <param name="Dilation">The distance between taps.</param>
internal sealed record WindowFormula(int[] Extents, int Kernel, int Stride, int Padding, int Dilation = 1)
{
    /// <summary>Positions of a sample's plane.</summary>
    public int InputSpace => Extents.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Taps of a window, those in the padding included.</summary>
    public int TapCount => Extents.Aggregate(1, (product, _) => product * Kernel);

    /// <summary>Windows of a plane.</summary>
    public int OutputSpace => Extents.Aggregate(1, (product, extent) => product * OutputExtent(extent));

    /// <summary>An output for each sample, channel and window, in the public order [N, C, …].</summary>
    public Var[] Each(int samples, int channels, Func<int, int, List<(int Tap, int Position)>, Var> element)
    {
        var taps = Enumerable.Range(0, OutputSpace).Select(Taps).ToArray();
        return
        [
            .. from sample in Enumerable.Range(0, samples)
               from channel in Enumerable.Range(0, channels)
               from window in taps
               select element(sample, channel, window),
        ];
    }

    /// <summary>
    /// The convolution <c>y = b + Σ w · x</c> of PyTorch's weight [filters, channels / groups, taps]; without bias where none is given.
    /// </summary>
    public Var[] Convolve(Var[] x, Var[] weight, Var[]? bias, int samples, int channels, int filters, int groups) =>
        Each(samples, filters, (sample, filter, taps) =>
        {
            var perGroup = channels / groups;
            var first = filter / (filters / groups) * perGroup;
            List<Var> terms = bias is null ? [] : [bias[filter]];
            for (var c = 0; c < perGroup; c++)
            {
                var plane = ((sample * channels) + first + c) * InputSpace;
                terms.AddRange(taps.Select(tap => x[plane + tap.Position] * weight[(((filter * perGroup) + c) * TapCount) + tap.Tap]));
            }

            return Var.Sum([.. terms]);
        });

    private int OutputExtent(int extent) => ((extent + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

    private List<(int Tap, int Position)> Taps(int window)
    {
        var start = Digits(window, [.. Extents.Select(OutputExtent)]);
        int[] kernel = [.. Extents.Select(_ => Kernel)];
        var taps = new List<(int, int)>();
        for (var tap = 0; tap < TapCount; tap++)
        {
            var offset = Digits(tap, kernel);
            var position = 0;
            var inside = true;
            for (var axis = 0; axis < Extents.Length; axis++)
            {
                var at = (start[axis] * Stride) - Padding + (offset[axis] * Dilation);
                inside &= at >= 0 && at < Extents[axis];
                position = (position * Extents[axis]) + at;
            }

            if (inside)
            {
                taps.Add((tap, position));
            }
        }

        return taps;
    }

    // The place along each axis of an index in row-major order.
    private static int[] Digits(int index, int[] extents)
    {
        var digits = new int[extents.Length];
        for (var axis = extents.Length - 1; axis >= 0; axis--)
        {
            digits[axis] = index % extents[axis];
            index /= extents[axis];
        }

        return digits;
    }
}
