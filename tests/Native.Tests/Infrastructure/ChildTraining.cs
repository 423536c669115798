using System.Diagnostics;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>The program <c>Native.Tests.Child</c> in a process of its own: a training that writes a checkpoint after each step and goes on from the latest.</summary>
internal sealed class ChildTraining : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where its checkpoints go.</param>
    /// <param name="result">Where the trained network goes.</param>
    public ChildTraining(string folder, string result)
    {
        ProcessStartInfo start = new(ChildTestRun.HostPath()) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Interop.Native.Tests.Child.dll"));
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(result);

        // Code of one tier starts fastest.
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it said so far, but for that it begins.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Waits until it trains.</summary>
    public void WaitForBeginning() => ReadUntil("begin");

    /// <summary>Waits until it ends by itself; fails the test where it ends in an error.</summary>
    public void WaitForEnd()
    {
        ReadUntil(null);
        Assert.True(_process.WaitForExit(Patience), "The training did not end in time.");
        Assert.True(_process.ExitCode == 0, _errors.Result);
    }

    /// <summary>Ends it at once, by SIGKILL; returns whether it was still running.</summary>
    public bool Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(Patience), "The killed training did not end.");
        return _process.ExitCode != 0;
    }

    public void Dispose() => _process.Dispose();

    private void ReadUntil(string? last)
    {
        while (_process.StandardOutput.ReadLine() is { } line && line != last)
        {
            if (line != "begin")
            {
                Lines.Add(line);
            }
        }
    }
}
