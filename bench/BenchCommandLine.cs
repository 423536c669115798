using System.CommandLine;
using System.Globalization;
using Interop.Bench.Workloads;

namespace Interop.Bench;

/// <summary>The commands: <c>peers</c>, <c>first-step</c>, <c>cold-start</c>, <c>losses</c> and <c>optimizers</c>.</summary>
internal static class BenchCommandLine
{
    private const int MostThreads = 1024;

    /// <summary>Runs what the arguments ask for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="configuration">Where output goes; null for the console.</param>
    /// <returns>0 if all went well, 1 if <c>--check</c> fails, 2 if the arguments are wrong or something cannot be measured.</returns>
    public static int Run(string[] arguments, InvocationConfiguration? configuration = null)
    {
        var output = configuration?.Output ?? Console.Out;
        var error = configuration?.Error ?? Console.Error;
        var root = new RootCommand(
            """
            Measures the engine beside its peers.

            Started by:  dotnet run -c Release --project bench -- <command> [options]
            Exit codes:  0 measured; 1 --check failed; 2 wrong arguments, or something cannot be measured
            """)
        {
            Peers(output, error),
            FirstStep(output),
            ColdStarts(output),
            Losses(output),
            Optimizers(output),
        };
        var parsed = root.Parse(arguments);
        try
        {
            var code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? 2 : code;
        }
        catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(failure.Message);
            return 2;
        }
    }

    private static Command Peers(TextWriter output, TextWriter error)
    {
        var threads = Threads();
        var rounds = new Option<int>("--rounds") { Description = "How many rounds all peers run in turn.", DefaultValueFactory = _ => 5 };
        Expect(rounds, int.MaxValue, "--rounds takes a number from 1 up; without a round nothing is measured.");
        var filter = new Option<string?>("--filter")
        {
            Description = "Only what has this in its name: cells such as 'train mlp 32', 'first step mlp', 'SGEMM 128'. A training step brings its network's first step.",
        };
        var check = new Option<bool>("--check") { Description = "Exit with 1 where a goal of goals.json is missed, or not measured though it was not left out by --filter or --threads." };
        var allowMissing = new Option<bool>("--allow-missing") { Description = "With --check: goals whose peer is missing do not count." };
        var command = new Command("peers", "Compares whole training steps and predictions with libtorch and ONNX Runtime, side by side.")
        {
            threads, rounds, filter, check, allowMissing,
        };
        command.SetAction(result =>
        {
            var selection = new Selection([.. result.GetRequiredValue(threads).Distinct().Order()], result.GetValue(filter));
            if (selection.IsEmpty)
            {
                error.WriteLine($"{selection.FilterOption} leaves nothing to measure; the names are {string.Join(", ", Selection.Names)}.");
                return 2;
            }

            return new PeersCommand(selection, result.GetValue(rounds), output).Run(result.GetValue(check), result.GetValue(allowMissing));
        });
        return command;
    }

    private static Command FirstStep(TextWriter output)
    {
        var workload = new Argument<string>("network") { Description = "Which network.", DefaultValueFactory = _ => "mlp" };
        workload.AcceptOnlyFromAmong([.. WorkloadList.All.Select(workload => workload.Name)]);
        var command = new Command("first-step", "Measures the time from a process' start to its first training step, and its peak memory: medians of five processes.") { workload };
        command.SetAction(result =>
        {
            output.WriteLine(FirstStepCommand.Measure(result.GetRequiredValue(workload)));
            return 0;
        });
        return command;
    }

    private static Command ColdStarts(TextWriter output)
    {
        var tool = new Option<string?>("--tool") { Description = "The program to start, such as an installed interop. Default: the command line of this repository, published with ReadyToRun." };
        var times = new Option<int>("--times") { Description = "How often each command is started.", DefaultValueFactory = _ => 20 };
        Expect(times, int.MaxValue, "--times takes a number from 1 up.");
        var check = new Option<bool>("--check") { Description = "Exit with 1 where a goal is missed." };
        var command = new Command("cold-start", "Measures how long interop takes in a fresh process, for its help and for a small model's predictions.") { tool, times, check };
        command.SetAction(result => new ColdStartCommand(output).Run(result.GetValue(tool), result.GetValue(times), result.GetValue(check)));
        return command;
    }

    private static Command Losses(TextWriter output)
    {
        var command = new Command("losses", "Measures one loss with its gradient, on one thread.");
        command.SetAction(_ => LossesCommand.Run(output));
        return command;
    }

    private static Command Optimizers(TextWriter output)
    {
        var threads = Threads();
        var network = new Option<string?>("--network") { Description = "Only this network. Default: all." };
        network.AcceptOnlyFromAmong([.. OptimizersCommand.Names]);
        var command = new Command("optimizers", "Measures one update of all parameters with each optimizer.") { threads, network };
        command.SetAction(result => OptimizersCommand.Run([.. result.GetRequiredValue(threads).Distinct().Order()], result.GetValue(network), output));
        return command;
    }

    private static Option<int[]> Threads()
    {
        var threads = new Option<int[]>("--threads")
        {
            Description = "With how many threads; several are measured one after the other.",
            DefaultValueFactory = _ => [1, 2],
            AllowMultipleArgumentsPerToken = true,
        };
        Expect(threads, MostThreads, $"--threads takes numbers from 1 to {MostThreads}, as in '--threads 1 2'.");
        return threads;
    }

    // Looks at the texts: what is no number would be an error of another kind, which names types.
    private static void Expect(Option option, int most, string error) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => !int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most))
        {
            result.AddError(error);
        }
    });
}
