using System.Globalization;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

public class PredictTests
{
    [Fact]
    public void Answers_are_the_same_for_any_batch_and_from_the_ONNX_model()
    {
        using var folder = new EmptyFolder();
        folder.Write("iris.csv", SampleFiles.Iris());
        CommandRun.Successful("train", "iris.csv", "--epochs", "40", "-o", "m", "--no-report");
        CommandRun.Successful("export", "m/model.safetensors", "m.onnx");
        var one = Numbers("predict", "m/model.safetensors", "iris.csv", "--probabilities", "--batch-size", "1");
        Assert.Equal(one, Numbers("predict", "m/model.safetensors", "iris.csv", "--probabilities", "--batch-size", "7"));
        var onnx = Numbers("predict", "m.onnx", "iris.csv", "--probabilities");
        for (var i = 0; i < one.Length; i++)
        {
            Assert.Equal(one[i], onnx[i], 1e-5);
        }
    }

    [Fact]
    public void A_table_may_be_called_as_a_model_of_TorchSharp_is()
    {
        using var folder = new EmptyFolder();
        folder.Write("iris.csv", SampleFiles.Iris());
        CommandRun.Successful("train", "iris.csv", "--epochs", "2", "-o", "m", "--no-report");
        File.Copy("iris.csv", "iris.dat");
        Assert.Equal(
            CommandRun.Successful("predict", "m/model.safetensors", "iris.csv").Output,
            CommandRun.Successful("predict", "m/model.safetensors", "iris.dat").Output);
    }

    [Fact]
    public void Two_classes_are_told_by_one_output_with_the_probability_of_the_answer()
    {
        using var folder = new EmptyFolder("breast_cancer.csv");
        var trained = CommandRun.Successful("train", "breast_cancer.csv", "--epochs", "20", "-o", "m", "--no-report");
        Assert.Contains("BinaryCrossentropy", trained.Output);
        var lines = CommandRun.Successful("predict", "m/model.safetensors", "breast_cancer.csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines.Skip(1), line => Assert.InRange(double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture), 0.5, 1));
        Assert.Contains(lines, line => line.StartsWith("malignant,", StringComparison.Ordinal));
        var both = CommandRun.Successful("predict", "m/model.safetensors", "breast_cancer.csv", "--probabilities").Output.Split('\n');
        Assert.Equal("prediction,p(malignant),p(benign)", both[0]);
        Assert.Equal(1, both[1].Split(',')[1..].Sum(text => double.Parse(text, CultureInfo.InvariantCulture)), 1e-6);
    }

    [Fact]
    public void Rows_are_repeated_quoted_skipped_and_counted()
    {
        using var folder = new EmptyFolder();
        folder.Write("train.csv", "kind,size,class\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{(row % 2 == 0 ? "a" : "b")},{row},{(row % 2 == 0 ? "\"x, y\"" : "z")}\n")));
        CommandRun.Successful("train", "train.csv", "--epochs", "60", "-o", "m", "--no-report");
        folder.Write("new.csv", "size,kind,note\n1,a,\"first, best\"\n2,b\n3,c,third\n");
        var refused = CommandRun.Of("predict", "m/model.safetensors", "new.csv");
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains("line 3: expected 3 fields, as in the first line, got 2", refused.Error);
        var run = CommandRun.Successful("predict", "m/model.safetensors", "new.csv", "--with-inputs", "--skip-bad-rows");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("size,kind,note,prediction,probability", lines[0]);
        Assert.StartsWith("1,a,\"first, best\",\"x, y\",", lines[1]);
        Assert.Equal(3, lines.Length);
        Assert.Contains("1 rows were left out", run.Error);
        Assert.Contains("1 values are none of the categories", run.Error);
        var json = CommandRun.Successful("predict", "m/model.safetensors", "new.csv", "--skip-bad-rows", "--json").Json;
        Assert.Equal("x, y", json[0].GetProperty("prediction").GetString());
    }

    [Fact]
    public void A_separator_that_cannot_be_found_out_is_given()
    {
        using var folder = new EmptyFolder("iris.csv");
        folder.Write("waves.csv", File.ReadAllText("iris.csv").Replace(',', '~'));
        CommandRun.Successful("train", "waves.csv", "--separator", "~", "--epochs", "20", "-o", "m", "--no-report");
        var expected = CommandRun.Successful("evaluate", "m/model.safetensors", "iris.csv").Output;
        Assert.Contains("150 samples", expected);
        Assert.Equal(expected, CommandRun.Successful("evaluate", "m/model.safetensors", "waves.csv", "--separator", "~").Output);
        Assert.Equal(
            CommandRun.Successful("predict", "m/model.safetensors", "iris.csv").Output,
            CommandRun.Successful("predict", "m/model.safetensors", "waves.csv", "--separator", "~").Output);
        Assert.Equal(ExitCode.BadInput, CommandRun.Of("evaluate", "m/model.safetensors", "waves.csv").ExitCode);
        Assert.Equal(ExitCode.Usage, CommandRun.Of("evaluate", "m/model.safetensors", "waves.csv", "--separator", "~~").ExitCode);
    }

    [Fact]
    public void A_file_of_answers_is_complete_or_as_it_was()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        folder.Write("answers.csv", "before");
        folder.Write("bad.csv", string.Concat(Enumerable.Range(0, 400).Select(_ => "1,2,3,4\n")) + "1,2\n");
        Assert.Equal(ExitCode.BadInput, CommandRun.Of("predict", "m/model.safetensors", "bad.csv", "-o", "answers.csv").ExitCode);
        Assert.Equal("before", File.ReadAllText("answers.csv"));
        Assert.Equal(4, Directory.GetFiles(".").Length + Directory.GetDirectories(".").Length);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("images")]
    public async Task Answers_that_are_interrupted_leave_the_file_as_it_was(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for a single process.");
        using var folder = new EmptyFolder("iris.csv");
        var data = kind == "table" ? ManyRows(folder) : ManyImages();
        folder.Write("answers.csv", "before");
        using var process = ToolProcess.Start("predict", "m/model.safetensors", data, "--batch-size", "1", "-o", "answers.csv");
        await ToolProcess.Until(() => process.HasExited || Unfinished().Any(file => new FileInfo(file).Length > 0));
        await ToolProcess.Signal(process, "TERM");
        var run = await ToolProcess.Finish(process);
        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Contains("Stopping after this batch", run.Error);
        Assert.Contains("'answers.csv' is not written; what was there before is as it was", run.Error);
        Assert.Equal("before", File.ReadAllText("answers.csv"));
        Assert.Empty(Unfinished());

        static string[] Unfinished() => Directory.GetFiles(".", ".answers.csv.*");
    }

    // 600,000 rows are 9.6 MB of text, and as floats of inputs and answers another 17 MB; what holds them all would show.
    [Fact]
    public async Task A_table_streams_through_with_the_memory_of_a_small_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads the peak of a process from /proc.");
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        folder.Write("few.csv", string.Concat(Enumerable.Repeat("5.1,3.5,1.4,0.2\n", 20_000)));
        folder.Write("many.csv", string.Concat(Enumerable.Repeat("5.1,3.5,1.4,0.2\n", 600_000)));
        var (few, many) = (await Peak("few.csv"), await Peak("many.csv"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{few >> 20} MB for 20,000 rows, {many >> 20} MB for 600,000");
        Assert.Equal(600_001, File.ReadLines("many.csv.answers").Count());
        Assert.InRange(many, 1, 150L << 20);
        Assert.InRange(many - few, long.MinValue, 30L << 20);

        static async Task<long> Peak(string table)
        {
            using var process = ToolProcess.Start("predict", "m/model.safetensors", table, "-o", $"{table}.answers");
            var peak = 0L;
            while (!process.HasExited)
            {
                try
                {
                    process.Refresh();
                    peak = Math.Max(peak, process.PeakWorkingSet64);
                }
                catch (InvalidOperationException)
                {
                    // It has ended meanwhile.
                }

                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            Assert.Equal(ExitCode.Success, (await ToolProcess.Finish(process)).ExitCode);
            return peak;
        }
    }

    [Fact]
    public void Rows_without_names_keep_their_columns_when_they_are_read_back()
    {
        using var folder = new EmptyFolder();
        var rows = Enumerable.Range(0, 80).Select(row => $"{row % 2},{row % 5},{row % 7},{row * 3 % 11},{row % 2}\n").ToArray();
        folder.Write("data.csv", string.Concat(rows));
        CommandRun.Successful("train", "data.csv", "--epochs", "20", "-o", "m", "--no-report");
        CommandRun.Successful("predict", "m/model.safetensors", "data.csv", "--with-inputs", "-o", "answers.csv");
        Assert.StartsWith("column 1,column 2,column 3,column 4,column 5,prediction,", File.ReadAllText("answers.csv"));
        var answers = Numbers("predict", "m/model.safetensors", "data.csv");
        Assert.Equal(answers, Numbers("predict", "m/model.safetensors", "answers.csv"));
        folder.Write("features.csv", string.Concat(rows.Select(row => $"{row[..row.LastIndexOf(',')]}\n")));
        Assert.Equal(answers, Numbers("predict", "m/model.safetensors", "features.csv"));
    }

    [Fact]
    public void Images_are_answered_one_by_one_and_by_folder()
    {
        using var folder = new EmptyFolder();
        SampleFiles.Photos("photos");
        CommandRun.Successful("train", "photos", "--conv", "4", "--hidden", "16", "--epochs", "60", "--patience", "0", "-o", "m", "--no-report");
        var all = CommandRun.Successful("predict", "m/model.safetensors", "photos").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(41, all.Length);
        Assert.True(all.Skip(1).Count(line => line.Split(',') is var fields && fields[0].Contains(fields[1], StringComparison.Ordinal)) >= 38);
        Assert.Contains("photos/dark/00.ppm,dark,", CommandRun.Successful("predict", "m/model.safetensors", "photos/dark/00.ppm").Output);

        // As other systems leave them beside images: in training they do not count either.
        folder.Write("photos/dark/._00.ppm", "no image");
        Assert.Equal(all, CommandRun.Successful("predict", "m/model.safetensors", "photos").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string ManyRows(EmptyFolder folder)
    {
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        return folder.Write("many.csv", string.Concat(Enumerable.Repeat("5.1,3.5,1.4,0.2\n", 2_000_000)));
    }

    private static string ManyImages()
    {
        SampleFiles.Mnist("digits");
        CommandRun.Successful("train", "digits", "--conv", "16,32", "--epochs", "1", "-o", "m", "--no-report");
        SampleFiles.IdxImages("many-idx3-ubyte", 30_000);
        return "many-idx3-ubyte";
    }

    private static double[] Numbers(params string[] arguments) =>
    [
        .. CommandRun.Successful(arguments).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .SelectMany(line => line.Split(',').Skip(1)).Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
    ];
}
