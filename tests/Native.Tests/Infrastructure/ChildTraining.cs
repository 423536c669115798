using System.Diagnostics;
using System.Globalization;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>The program <c>Native.Tests.Child</c> in a process of its own: a training that writes a checkpoint after each step and goes on from the latest.</summary>
internal sealed class ChildTraining : IDisposable
{
    private const string Begin = "begin ";
    private const string Step = "step";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // 128 and the number of SIGKILL where there are signals.
    private static readonly int KilledCode = OperatingSystem.IsWindows() ? -1 : 137;
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

    /// <summary>What it said so far, but for where it begins and its steps.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The step from which it goes on, 0 for a training from the start; null before it begins.</summary>
    public long? FirstStep { get; private set; }

    /// <summary>The steps that it has taken, as far as it was heard.</summary>
    public int Steps { get; private set; }

    /// <summary>Waits until it has taken so many steps, or has ended before.</summary>
    /// <param name="count">How many.</param>
    public void WaitForSteps(int count)
    {
        while (Steps < count && ReadLine())
        {
        }
    }

    /// <summary>Waits until it has found what it goes on from, or has ended before.</summary>
    public void WaitForBegin()
    {
        while (FirstStep is null && ReadLine())
        {
        }
    }

    /// <summary>Waits until it ends by itself; fails the test where it ends in an error.</summary>
    public void WaitForEnd()
    {
        var code = ReadToEnd();
        Assert.True(code == 0, $"The training ended by itself with code {code}: {_errors.Result}");
    }

    /// <summary>
    /// Ends it at once, by SIGKILL; returns whether it was still running. Fails the test where it ended in an error of its own, or had begun to.
    /// </summary>
    public bool Kill()
    {
        _process.Kill();
        var code = ReadToEnd();
        Assert.True((code == 0 || code == KilledCode) && _errors.Result.Length == 0, $"The training ended with code {code}, not by the kill: {_errors.Result}");
        return code == KilledCode;
    }

    public void Dispose() => _process.Dispose();

    private int ReadToEnd()
    {
        while (ReadLine())
        {
        }

        Assert.True(_process.WaitForExit(Patience), "The training did not end in time.");
        return _process.ExitCode;
    }

    private bool ReadLine()
    {
        if (_process.StandardOutput.ReadLine() is not { } line)
        {
            return false;
        }

        if (line.StartsWith(Begin, StringComparison.Ordinal))
        {
            FirstStep = long.Parse(line.AsSpan(Begin.Length), CultureInfo.InvariantCulture);
        }
        else if (line == Step)
        {
            Steps++;
        }
        else
        {
            Lines.Add(line);
        }

        return true;
    }
}
