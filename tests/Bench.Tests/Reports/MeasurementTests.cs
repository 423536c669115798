using Interop.Bench.Peers;
using Interop.Bench.Reports;
using Interop.Bench.Workloads;

namespace Interop.Bench.Tests.Reports;

public sealed class MeasurementTests
{
    // In the second round the machine had half its speed, in the third a neighbour took the engine's core.
    [Fact]
    public void Shares_and_ratios_compare_what_was_measured_in_the_same_round()
    {
        var measurement = new Measurement(CellList.All[0], 1) { Rounds = { [PeerNames.Native] = [5, 10, 20], [PeerNames.TorchTuned] = [15, 30, 15] } };
        measurement.Floors.AddRange([4, 8, 4]);

        Assert.Equal(0.8, measurement.FloorShare);
        Assert.Equal(3, measurement.Ratio(PeerNames.TorchTuned));
        Assert.Equal(4, measurement.FloorMilliseconds);
    }

    [Fact]
    public void What_was_not_timed_has_neither()
    {
        var measurement = new Measurement(CellList.All[0], 1);

        Assert.Null(measurement.FloorShare);
        Assert.Null(measurement.FloorMilliseconds);
        Assert.Null(measurement.Ratio(PeerNames.TorchTuned));
    }
}
