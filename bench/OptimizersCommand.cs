using System.Diagnostics;
using System.Globalization;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;

namespace Interop.Bench;

/// <summary>What one update of all parameters costs with each optimizer, for networks whose state fits the caches and for one that does not.</summary>
internal static class OptimizersCommand
{
    private static readonly (string Name, int[] Sizes, int Repetitions)[] Networks =
    [
        ("tiny", [4, 16, 3], 20_000),
        ("mlp", [784, 256, 128, 10], 4_000),
        ("big", [1024, 4096, 4096, 1000], 60),
    ];

    /// <summary>The names of the networks.</summary>
    public static IEnumerable<string> Names => Networks.Select(network => network.Name);

    /// <summary>Prints the least time of many updates.</summary>
    public static int Run(int[] threads, string? only, TextWriter output)
    {
        output.WriteLine("| network | threads | optimizer | update, ms | ns per parameter |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var (network, sizes, repetitions) in Networks.Where(network => only is null || network.Name == only))
        {
            foreach (var count in threads)
            {
                foreach (var name in OptimizerNames.All)
                {
                    var (milliseconds, parameters) = Measure(sizes, count, name, repetitions);
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"| {network} | {count} | {name} | {milliseconds:F4} | {milliseconds * 1e6 / parameters:F3} |"));
                }
            }
        }

        return 0;
    }

    private static (double Milliseconds, long Parameters) Measure(int[] sizes, int threads, string optimizer, int repetitions)
    {
        var network = new Sequential([.. sizes.Skip(1).Select(units => new Dense(units))]) { Threads = threads };
        network.Build(new Shape(sizes[0]));
        network.Compile(optimizer, "mse");
        var session = network.StartTraining(1);
        session.Input(0).Fill(0.5f);
        session.Forward();
        session.Cost();
        session.Backward();
        var least = double.PositiveInfinity;
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var start = Stopwatch.GetTimestamp();
            session.Step();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return (least, network.ParameterCount);
    }
}
