using System.Diagnostics;
using System.Text.RegularExpressions;
using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Kernels;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>
/// Runs tests of this assembly once more in a child process with other settings of the runtime, for instance with an
/// instruction set switched off, which a process cannot do to itself.
/// </summary>
internal static partial class ChildTestRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs all tests of these classes with this variable set; fails if one of them fails, or fewer are run than there are classes.</summary>
    public static void AssertPasses(string variable, string value, params Type[] testClasses) =>
        AssertPasses(new Dictionary<string, string> { [variable] = value }, testClasses);

    /// <summary>Runs all tests of these classes with wider vectors switched off; skips where the processor has none, and fails if the child computes at another width.</summary>
    public static void AssertPassesAt(SimdLevel level, IReadOnlyDictionary<string, string> variables, params Type[] testClasses)
    {
        Assert.SkipUnless(SimdDispatch.Level > level, "This process computes at no wider vectors.");
        Dictionary<string, string> all = new(variables)
        {
            [level == SimdLevel.Vector128 ? "DOTNET_EnableAVX2" : "DOTNET_EnableAVX512"] = "0",
            [WidthInUseTests.ExpectedVariable] = level.ToString(),
        };
        AssertPasses(all, [.. testClasses, typeof(WidthInUseTests)]);
    }

    /// <inheritdoc cref="AssertPassesAt(SimdLevel, IReadOnlyDictionary{string, string}, Type[])"/>
    public static void AssertPassesAt(SimdLevel level, params Type[] testClasses) => AssertPassesAt(level, new Dictionary<string, string>(), testClasses);

    /// <summary>Runs all tests of these classes with these variables set; fails if one of them fails, or fewer are run than there are classes.</summary>
    public static void AssertPasses(IReadOnlyDictionary<string, string> variables, params Type[] testClasses)
    {
        string settings = string.Join(", ", variables.Select(variable => $"{variable.Key}={variable.Value}"));
        ProcessStartInfo start = new(HostPath())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(ChildTestRun).Assembly.Location);
        foreach (Type testClass in testClasses)
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(testClass.FullName!);
        }

        foreach ((string variable, string value) in variables)
        {
            start.Environment[variable] = value;
        }

        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        Task<string> errors = child.StandardError.ReadToEndAsync();
        if (!child.WaitForExit(Patience))
        {
            child.Kill(entireProcessTree: true);
            Assert.Fail($"The tests with {settings} did not end within {Patience}.");
        }

        string report = $"With {settings}:\n{output.Result}{errors.Result}";
        Assert.True(child.ExitCode == 0, report);
        Match total = Total().Match(report);
        Assert.True(total.Success, report);

        // Tests that were skipped or left out showed nothing.
        var run = Number("total") - Number("skipped") - Number("left");
        Assert.True(run >= testClasses.Length, report);

        int Number(string group) => int.Parse(total.Groups[group].Value);
    }

    /// <summary>The dotnet host this process runs on, which lies three folders above the runtime's own.</summary>
    internal static string HostPath()
    {
        string runtime = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
        return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
    }

    [GeneratedRegex(@"Total: (?<total>\d+).*?Skipped: (?<skipped>\d+), Not Run: (?<left>\d+)")]
    private static partial Regex Total();
}
