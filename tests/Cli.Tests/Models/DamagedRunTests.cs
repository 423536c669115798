using System.Text;
using Interop.Cli.Tests.Infrastructure;
using Interop.Cli.Training;
using Interop.Native.Random;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Models;

/// <summary>The command of a training, <c>run.json</c>, damaged 5,000 times: it is read, or refused with what is wrong with it.</summary>
public class DamagedRunTests
{
    private const int Count = 5_000;

    [Fact]
    public void A_damaged_command_is_read_or_refused()
    {
        using var folder = new EmptyFolder();
        new RunCommand(["train", "iris.csv", "--epochs", "4", "-o", "a folder"], "/data", 2734).Write("run.json");
        var original = File.ReadAllText("run.json");
        var random = new TorchGenerator(16);
        var (read, refused) = (0, 0);
        for (var round = 0; round < Count; round++)
        {
            File.WriteAllBytes("run.json", round % 3 == 0 ? Mutation.Of(Encoding.UTF8.GetBytes(original), random) : Encoding.UTF8.GetBytes(Mutation.OfJson(original, random)));
            var error = Record.Exception(() => RunCommand.Read("run.json"));
            Assert.True(error is null or CommandException { ExitCode: ExitCode.BadInput, Hint.Length: > 0 }, $"Damage {round}: {error}");
            Assert.Contains("run.json", error?.Message ?? "run.json");
            _ = error is null ? read++ : refused++;
        }

        Assert.True(read > Count / 50 && refused > Count / 3, $"{read} read, {refused} refused");
        TestContext.Current.TestOutputHelper?.WriteLine($"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData("{}", "'arguments' is missing")]
    [InlineData("""{ "\ud800guments": [] }""", "has a name that is no text")]
    [InlineData("""{ "arguments": "train" }""", "'arguments' is a list, got \"train\"")]
    [InlineData("""{ "arguments": [], "folder": 1 }""", "'folder' is text, got 1")]
    [InlineData("""{ "arguments": [], "folder": "", "data_bytes": "many" }""", "'data_bytes' is a whole number, got \"many\"")]
    public void What_is_wrong_is_told_by_its_field(string json, string message)
    {
        using var folder = new EmptyFolder();
        folder.Write("run/run.json", json);
        CommandRun.Mistaken(["train", "--resume", "run"], ExitCode.BadInput, "run/run.json' is damaged: ", $"{message}.", "Begin the training anew.");
    }
}
