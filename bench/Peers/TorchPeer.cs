using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Interop.Bench.Workloads;

namespace Interop.Bench.Peers;

/// <summary>
/// PyTorch in a process of its own, fed a cell at a time. "Tuned" gives libtorch its fastest settings on a machine with AVX-512: OpenBLAS' AVX-512
/// kernels, bound threads, and no page faults for big blocks. "Default" is what users get.
/// </summary>
internal sealed class TorchPeer : IPeer
{
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    private readonly Process _process;

    private TorchPeer(string name, Process process)
    {
        Name = name;
        _process = process;
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
                start.Environment["OPENBLAS_CORETYPE"] = "SkylakeX";
                start.Environment["ATEN_CPU_CAPABILITY"] = "avx512";
                start.Environment["OMP_PROC_BIND"] = "true";
                start.Environment["MALLOC_MMAP_THRESHOLD_"] = "4000000000";
                start.Environment["MALLOC_TRIM_THRESHOLD_"] = "8000000000";
            }

            try
            {
                var process = Process.Start(start)!;
                if (process.StandardOutput.ReadLine() is { } greeting && greeting.StartsWith("ready ", StringComparison.Ordinal))
                {
                    return new TorchPeer($"libtorch {(tuned ? "tuned" : "default")}", process);
                }

                process.Kill();
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
        _process.StandardInput.WriteLine(cell.Name);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"PyTorch ended while it ran '{cell.Name}': {_process.StandardError.ReadToEnd()}");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
