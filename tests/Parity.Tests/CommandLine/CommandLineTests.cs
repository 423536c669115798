using System.CommandLine;
using System.Text.Json;
using Interop.Parity.CommandLine;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.CommandLine;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-parity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void List_shows_cases_with_their_parameters()
    {
        var (code, output, _) = Run("list", "--filter", "optimizers/adam-*");
        Assert.Equal(0, code);
        Assert.Contains("optimizers/adam-plain: optimizer Adam; learning rate 0.001", output, StringComparison.Ordinal);
        Assert.Contains("8 cases", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_prints_a_table_writes_both_reports_and_ends_with_0()
    {
        var (code, output, error) = Run("run", "--filter", "dropout", "--report", _folder.FullName);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Contains("everything holds: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        Assert.Contains("**Everything holds.**", File.ReadAllText(Path.Combine(_folder.FullName, "report.md")), StringComparison.Ordinal);

        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "report.json")));
        var root = report.RootElement;
        Assert.Equal(2, root.GetProperty("schema").GetInt32());
        Assert.True(root.GetProperty("holds").GetBoolean());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("main_job").ValueKind);
        Assert.Contains(root.GetProperty("families").EnumerateArray(), family => family.GetProperty("reference").GetString() == "published");
        var first = root.GetProperty("cases").EnumerateArray().First();
        Assert.Equal("held", first.GetProperty("status").GetString());
        Assert.Equal("bitwise", first.GetProperty("outputs").EnumerateArray().First().GetProperty("policy").GetString());
    }

    [Fact]
    public void One_wrong_value_in_a_reference_ends_the_run_with_1()
    {
        var bytes = File.ReadAllBytes(Path.Combine(ReferenceFolder.Shipped, "random.safetensors"));
        bytes[^2] ^= 0x40;
        File.WriteAllBytes(Path.Combine(_folder.FullName, "random.safetensors"), bytes);
        var (code, output, _) = Run("--filter", "random", "--backend", "recorded", "--references", _folder.FullName, "--report", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("NOT everything holds", output, StringComparison.Ordinal);
        Assert.Contains("DOES NOT HOLD random/", output, StringComparison.Ordinal);
        Assert.Contains("**Not everything holds.**", File.ReadAllText(Path.Combine(_folder.FullName, "report.md")), StringComparison.Ordinal);
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "report.json")));
        Assert.False(report.RootElement.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public void A_damaged_reference_ends_the_run_with_1_and_its_name()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "random.safetensors"), "damaged");
        var (code, _, error) = Run("--filter", "random", "--references", _folder.FullName, "--report", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("random.safetensors: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_matches_nothing_is_an_error()
    {
        var (code, _, error) = Run("--filter", "nothing such", "--report", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("No case matches 'nothing such'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backend_that_is_not_there_is_told()
    {
        if (Parity.Backends.TorchSharp.IsLive)
        {
            Assert.Skip("TorchSharp is live here.");
        }

        var (code, _, error) = Run("--filter", "random", "--backend", "torchsharp", "--report", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("no 'torchsharp' to compare with", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_that_the_backend_asked_for_does_not_cover_are_left_out()
    {
        var (code, output, _) = Run("--cases-only", "--filter", "*relu-2*", "--backend", "onnxruntime", "--report", _folder.FullName);
        Assert.Equal(0, code);
        Assert.Contains("everything holds: ", output, StringComparison.Ordinal);
        (code, output, _) = Run("--cases-only", "--filter", "losses/mse*", "--backend", "onnxruntime", "--report", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("COMPARED WITH NOTHING losses/mse", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ParityCommandLine.Run(arguments, new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
