using Interop.Cli.Output;
using Interop.Cli.Tests.Infrastructure;
using Interop.Cli.Training;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Output;

/// <summary>Command lines that are told can be copied into a shell.</summary>
public class ShellWordTests
{
    /// <summary>Words that a shell gives a meaning to, and some that it does not.</summary>
    public static TheoryData<string> Words =>
    [
        "iris.csv", "runs/iris", "--label", "a,b", "my runs/iris", ";", "|", "a&b", "$HOME", "`id`", "it's", "say \"no\"", "it's $5", "back\\slash", "", "*", "a?b", "[ab]", "#1", "~", "(x)",
        "<", ">", "!1", "größe", "a\tb",
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_shell_reads_a_word_as_it_was(string word)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The words are those of a Unix shell.");
        Assert.Equal((0, word), ExternalProgram.Run("sh", "-c", $"printf '%s' {ShellWord.Of(word)}"));
    }

    [Fact]
    public void Plain_words_have_no_quotes()
    {
        Assert.Equal("interop train samples/data/iris.csv --hidden 128,64 -o runs/iris-2", new RunCommand(["train", "samples/data/iris.csv", "--hidden", "128,64", "-o", "runs/iris-2"], "", 0).Line);
        Assert.Equal("interop train \"my data.csv\" --separator \";\"", new RunCommand(["train", "my data.csv", "--separator", ";"], "", 0).Line);
    }

    [Fact]
    public void Hints_name_folders_so()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "my run");
        CommandRun.Mistaken(["train", "iris.csv", "-o", "my run"], ExitCode.BadInput, "interop train --resume \"my run\"; replace it");
    }
}
