using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>The tool as a shell sees it.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Exit_codes_and_output_reach_the_shell()
    {
        using var folder = new EmptyFolder("iris.csv");
        using var train = ToolProcess.Start("train", "iris.csv", "--epochs", "3");
        var trained = await ToolProcess.Finish(train);
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains("epoch 3/3", trained.Output);
        Assert.DoesNotContain("\u001b", trained.Output);
        using var wrong = ToolProcess.Start("evaluate", "runs/iris/model.safetensors", "nothing.csv");
        var refused = await ToolProcess.Finish(wrong);
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.StartsWith("error: There is no file 'nothing.csv'", refused.Error);
        Assert.Equal("", refused.Output);
    }

    [Fact]
    public async Task Who_reads_only_the_beginning_causes_no_error()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful("train", "digits.csv.gz", "--epochs", "1", "-o", "m", "--no-report");
        using var predict = ToolProcess.Start("predict", "m/model.safetensors", "digits.csv.gz", "--probabilities");
        Assert.StartsWith("prediction,p(0)", await predict.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        predict.StandardOutput.Close();
        var error = await predict.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await predict.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", error);
        Assert.Equal(0, predict.ExitCode);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_told_before_the_training()
    {
        using var folder = new EmptyFolder("iris.csv");
        var run = CommandRun.Of("train", "iris.csv", "-o", "iris.csv/inside");
        Assert.Equal(ExitCode.FileAccess, run.ExitCode);
        Assert.Contains("iris.csv", run.Error);
        Assert.DoesNotContain("epoch 1", run.Output);
    }

    [Fact]
    public void Bash_takes_the_completion_of_the_page()
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "interop.dll");
        var (code, output) = ExternalProgram.Run(
            "bash",
            "-c",
            $"interop() {{ dotnet '{tool}' \"$@\"; }}; source <(interop completion bash); complete -p interop; "
            + "COMP_LINE='interop trai'; COMP_POINT=12; COMP_WORDS=(interop trai); COMP_CWORD=1; "
            + "f=$(complete -p interop | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f; echo \"${COMPREPLY[@]}\"");
        Assert.SkipWhen(code == ExternalProgram.Absent, "Needs bash.");
        Assert.True(code == 0, output);
        Assert.Contains("train", output.Trim().Split('\n')[^1].Split(' '));
    }

    [Fact]
    public void A_shell_completes_commands_and_options()
    {
        Assert.Contains("train", CommandRun.Successful("[suggest:12]", "interop trai").Output);
        Assert.Contains("--hidden", CommandRun.Successful("[suggest:22]", "interop train x --hidd").Output);
        foreach (var shell in new[] { "bash", "zsh", "fish", "powershell" })
        {
            Assert.Contains("interop", CommandRun.Successful("completion", shell).Output);
        }
    }
}
