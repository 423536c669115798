using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>Which taps of a window take part, and windows over rows so long that nobody may look at every pair of an element and a tap.</summary>
public sealed class WindowTapTests
{
    private const int Channels = 2;

    private const long ScratchPerElement = 32;

    public static TheoryData<int, bool> LongRows => new()
    {
        { 16_000, false }, { 16_000, true }, { 32_768, false }, { 65_536, false }, { 65_536, true }, { 131_072, false },
    };

    [Fact]
    public void Taps_inside_are_those_that_a_look_at_every_tap_finds()
    {
        System.Random random = new(4);
        for (int round = 0; round < 20_000; round++)
        {
            GatherAxis axis = new(Axis(random), isBackward: round % 2 == 0);
            for (int result = 0; result < axis.ResultExtent; result++)
            {
                List<(int Tap, int Source)> expected = [];
                for (int tap = 0; tap < axis.Taps; tap++)
                {
                    if (axis.TryLocateInside(result, tap, out int source))
                    {
                        expected.Add((tap, source));
                    }
                }

                TapRun taps = axis.TapsInside(result);
                IEnumerable<(int Tap, int Source)> actual = Enumerable.Range(0, taps.Count)
                    .Select(i => (taps.FirstTap + (i * axis.TapStep), taps.FirstSource + (i * axis.TapSourceStep)));
                Assert.Equal(expected, actual);
                Assert.InRange(taps.Count, 0, axis.MostInside);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LongRows))]
    public void A_window_over_a_whole_row_takes_memory_in_proportion_to_the_row(int length, bool isColumn)
    {
        WindowAxis whole = new(length, length, 1, 1, 0, 0, 1);
        WindowGeometry geometry = isColumn
            ? new WindowGeometry(WindowAxis.None, whole, WindowAxis.None, Channels)
            : new WindowGeometry(WindowAxis.None, WindowAxis.None, whole, Channels);
        float[] input = TestNumbers.Uniform(length, length * Channels);
        float[] output = new float[Channels];
        float[] taps = new float[Channels];
        float[] ofLargest = new float[input.Length];
        float[] ofMean = new float[input.Length];
        long allocated = 0;

        // A thread of its own has no working memory yet.
        Thread thread = new(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            MaxPoolingKernel.Forward(geometry, 1, input, output, taps, WorkerPool.Get(1));
            MaxPoolingKernel.Backward(geometry, 1, [3f, 5f], taps, ofLargest, WorkerPool.Get(1));
            AveragePoolingKernel.Backward(geometry, 1, new PoolingDivisor(null, false), new float[] { 3f, 5f }, ofMean, WorkerPool.Get(1));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.Start();
        thread.Join();

        Assert.InRange(allocated, 0, ScratchPerElement * length);
        for (int channel = 0; channel < Channels; channel++)
        {
            float gradient = channel == 0 ? 3f : 5f;
            float[] values = [.. Column(input, channel)];
            Assert.Equal(values.Max(), output[channel]);
            Assert.Equal(Array.IndexOf(values, values.Max()), taps[channel]);
            Assert.Equal(values.Select((_, i) => i == (int)taps[channel] ? gradient : 0f), Column(ofLargest, channel));
            Assert.All(Column(ofMean, channel), value => Assert.Equal(gradient / length, value));
        }
    }

    private static IEnumerable<float> Column(float[] values, int channel) => values.Where((_, i) => i % Channels == channel);

    private static WindowAxis Axis(System.Random random)
    {
        while (true)
        {
            int input = random.Next(1, 14);
            int window = random.Next(1, 8);
            int stride = random.Next(1, 8);
            int dilation = random.Next(1, 8);
            int before = random.Next(0, 5);
            int after = random.Next(0, 5);
            int output = WindowAxis.OutputOf(input, WindowAxis.SpanOf(window, dilation), stride, before, after, ceilMode: random.Next(2) == 0);
            if (output > 0)
            {
                return new WindowAxis(input, window, stride, dilation, before, after, output);
            }
        }
    }
}
