using Interop.Bench.Workloads;

namespace Interop.Bench.Peers;

/// <summary>An implementation that runs the workloads.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>Its name in tables.</summary>
    string Name { get; }

    /// <summary>Whether it runs a cell.</summary>
    bool Runs(Cell cell);

    /// <summary>Times a cell after warming up: the median over repetitions of about a tenth of a second in all.</summary>
    /// <returns>Milliseconds for one step or one prediction.</returns>
    double Measure(Cell cell);
}
