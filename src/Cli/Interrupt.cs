using System.Runtime.InteropServices;
using Interop.Cli.Output;

namespace Interop.Cli;

/// <summary>
/// Ctrl-C: the first asks the running work to stop in order, the second ends the program at once. A request to terminate (SIGTERM) counts
/// as the first.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CommandOutput _output;
    private readonly List<IDisposable> _registrations = [];
    private readonly CancellationTokenSource _source = new();
    private readonly string _notice;
    private int _requests;

    private Interrupt(CommandOutput output, string notice) => (_output, _notice) = (output, notice);

    /// <summary>Whether the work is to stop.</summary>
    public bool IsRequested => Volatile.Read(ref _requests) > 0;

    /// <summary>Cancelled once the work is to stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins to listen.</summary>
    /// <param name="output">Where to tell that the work will stop.</param>
    /// <param name="notice">How it will stop.</param>
    public static Interrupt Listen(CommandOutput output, string notice)
    {
        var interrupt = new Interrupt(output, notice);
        interrupt._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, interrupt.OnSignal));
        interrupt._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, interrupt.OnSignal));
        return interrupt;
    }

    /// <summary>Asks the work to stop, as Ctrl-C does.</summary>
    public void Request()
    {
        if (Interlocked.Increment(ref _requests) == 1)
        {
            _source.Cancel();
            _output.Error.WriteLine($"{_notice}; Ctrl-C once more ends at once.");
        }
        else
        {
            _output.LeaveTerminal();
            Environment.Exit(ExitCode.Aborted);
        }
    }

    /// <summary>Ends listening.</summary>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Request();
    }
}
