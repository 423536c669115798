using System.CommandLine;
using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.Parity.CommandLine;
using Interop.TorchBridge;

namespace Interop.Parity.Tests.CommandLine;

/// <summary>The commands of <c>docs/parity.md</c>, as they stand there behind the program's name, and the help.</summary>
public sealed class PageCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-parity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Cases_are_listed()
    {
        var (code, output, _) = Run("list --filter dropout");
        Assert.Equal(0, code);
        Assert.Contains("dropout/", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_with_other_names_are_compared()
    {
        var (mine, theirs) = (new SafetensorsFile(), new TorchState());
        float[] numbers = [1, 2, 3];
        mine.Add("0.bias", StoredTensor.From(Tensor.From([3], numbers)));
        mine.Write(Path.Combine(_folder.FullName, "mine.safetensors"));
        theirs.Add("net.0.bias", Tensor.From([3], numbers));
        TorchStateFile.Write(Path.Combine(_folder.FullName, "theirs.pt"), theirs);
        var (code, output, error) = Run("diff mine.safetensors theirs.pt --rename net.=");
        Assert.True(code == 0, output + error);
    }

    [Fact]
    public void The_truth_is_recorded()
    {
        var (code, output, error) = Run("record --truth --filter losses", "--references", _folder.FullName);
        Assert.SkipWhen(code == 1 && error.Contains("there is", StringComparison.Ordinal), error.Trim());
        Assert.True(code == 0, error);
        Assert.EndsWith("cases recorded", output.TrimEnd(), StringComparison.Ordinal);
        Assert.NotEmpty(_folder.GetFiles("losses*", SearchOption.AllDirectories));
    }

    // Into a folder of the test's own: the recorded references stay as they are.
    [Fact]
    public void References_are_recorded_from_TorchSharp_or_it_is_said_that_it_is_not_there()
    {
        var (code, output, error) = Run("record", "--over", "libtorch 1.13.1 (built from source)", "--filter", "losses/mse*", "--references", _folder.FullName);
        if (Parity.Backends.TorchSharp.IsLive)
        {
            Assert.True(code == 0, error);
            Assert.EndsWith("cases recorded", output.TrimEnd(), StringComparison.Ordinal);
            Assert.NotEmpty(_folder.GetFiles("losses*", SearchOption.AllDirectories));
        }
        else
        {
            Assert.Equal(1, code);
            Assert.Contains($"this build has no TorchSharp: {Parity.Backends.TorchSharp.Summary}", error, StringComparison.Ordinal);
            Assert.Empty(_folder.GetFileSystemInfos());
        }
    }

    [Fact]
    public void Help_says_how_it_is_started_and_what_the_exit_codes_mean()
    {
        var (code, output, _) = Run("--help");
        Assert.Equal(0, code);
        Assert.Contains("dotnet run -c Release --project parity -- [command] [options]", output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_does_not_write_over_the_report_of_all()
    {
        Assert.NotEqual(RunCommand.ReportsOf(isAll: true), RunCommand.ReportsOf(isAll: false));
        var (code, output, error) = Run("--filter dropout --backend recorded");
        Assert.True(code == 0, output + error);
        Assert.Contains($"reports: {Path.Combine(RunCommand.ReportsOf(isAll: false), "report.html")}", output, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Run(string line, params string[] more)
    {
        // Files that stand in this test's folder are meant.
        string[] arguments = [.. line.Split(' ').Select(word => File.Exists(Path.Combine(_folder.FullName, word)) ? Path.Combine(_folder.FullName, word) : word), .. more];
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ParityCommandLine.Run(arguments, new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
