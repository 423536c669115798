using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Interop.Bench.Workloads;

namespace Interop.Bench.Peers;

/// <summary>
/// PyTorch in a process of its own, fed a cell at a time. "Tuned" gives libtorch its fastest settings: bound threads, no page faults for big blocks, and on
/// processors with AVX-512 OpenBLAS' kernels for it, which it does not choose on each of them. "Default" is what users get.
/// </summary>
internal sealed class TorchPeer : IPeer
{
    private const int KeptErrorLines = 20;
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    private readonly Process _process;
    private readonly Queue<string> _errors = new();

    private TorchPeer(string name, Process process)
    {
        Name = name;
        _process = process;

        // Read all the time: a full pipe would stop PyTorch in the middle of a warning.
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>Starts PyTorch where it is installed.</summary>
    /// <param name="threads">How many threads it may use.</param>
    /// <param name="tuned">Whether with its fastest settings.</param>
    /// <returns>The peer, or null where no Python with PyTorch was found.</returns>
    public static TorchPeer? Start(int threads, bool tuned)
    {
        foreach (var interpreter in Interpreters)
        {
            var start = new ProcessStartInfo(interpreter, [Path.Combine(AppContext.BaseDirectory, "Peers", "torch_peer.py"), $"{threads}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["OMP_NUM_THREADS"] = $"{threads}";
            if (tuned)
            {
                Tune(start.Environment);
            }

            try
            {
                var peer = new TorchPeer(tuned ? PeerNames.TorchTuned : PeerNames.TorchDefault, Process.Start(start)!);
                if (peer._process.StandardOutput.ReadLine() is { } greeting && greeting.StartsWith("ready ", StringComparison.Ordinal))
                {
                    return peer;
                }

                peer.Dispose();
            }
            catch (Win32Exception)
            {
                // That interpreter is not there; the next may be.
            }
        }

        return null;
    }

    public bool Runs(Cell cell) => true;

    public double Measure(Cell cell)
    {
        try
        {
            _process.StandardInput.WriteLine(cell.Name);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended, and so has its output, which tells below.
        }

        return _process.StandardOutput.ReadLine() is { } answer ? double.Parse(answer, CultureInfo.InvariantCulture) : throw Ended(cell);
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What was left to write has nobody to read it.
        }

        if (!_process.WaitForExit(5000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Tune(IDictionary<string, string?> environment)
    {
        if (Avx512F.IsSupported)
        {
            environment["OPENBLAS_CORETYPE"] = "SkylakeX";
            environment["ATEN_CPU_CAPABILITY"] = "avx512";
        }

        environment["OMP_PROC_BIND"] = "true";
        environment["MALLOC_MMAP_THRESHOLD_"] = "4000000000";
        environment["MALLOC_TRIM_THRESHOLD_"] = "8000000000";
    }

    private PeerException Ended(Cell cell)
    {
        _process.WaitForExit();
        lock (_errors)
        {
            return new PeerException($"PyTorch ended with exit code {_process.ExitCode} while it ran '{cell.Name}'. {string.Join(' ', _errors)}");
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > KeptErrorLines)
            {
                _errors.Dequeue();
            }
        }
    }
}
