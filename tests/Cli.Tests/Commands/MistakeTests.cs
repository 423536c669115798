using Interop.Cli.Output;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>What is said of users' mistakes: file, line, column, what was expected and how to go on; the exit code; never a stack trace.</summary>
public class MistakeTests
{
    private const string Header = "a,b,c,y\n";

    [Theory]
    [InlineData("1,2,3,x\n4,5,6,z\n7,8\n", "line 4: expected 4 fields, as in the first line, got 2", "--skip-bad-rows")]
    [InlineData("1,2,3,x\n4,5,6,z\n7,8,9,\n", "line 4, column 4 ('y'): expected a label, the value is missing", "--missing")]
    [InlineData("1,,3,x\n4,5,6,z\n", "line 2, column 2 ('b'): expected a number, the value is missing", "--missing mean")]
    [InlineData("1,2,3,x\n4,\"5\"6,7,z\n", "line 3: expected a separator after a closing quote, got text", "--skip-bad-rows")]
    public void A_damaged_row_is_told_with_its_place(string rows, string message, string hint)
    {
        using var folder = new EmptyFolder();
        folder.Write("data.csv", Header + rows);
        Mistake(["train", "data.csv", "--epochs", "1"], ExitCode.BadInput, $"data.csv, {message}", hint);
    }

    [Fact]
    public void Text_among_numbers_is_a_mistake_that_can_be_left_out()
    {
        using var folder = new EmptyFolder();
        var rows = string.Concat(Enumerable.Range(0, 200).Select(row => $"{row * 1.5},{row % 7},{row % 3},{(row % 2 == 0 ? "x" : "z")}\n"));
        folder.Write("data.csv", $"{Header}{rows}oops,1,2,x\n");
        Mistake(["train", "data.csv", "--epochs", "1"], ExitCode.BadInput, "line 202, column 1 ('a'): expected a number, as 200 of the column's 201 values are, got 'oops'", "--skip-bad-rows");
        var run = CommandRun.Successful("train", "data.csv", "--epochs", "1", "--skip-bad-rows");
        Assert.Contains("1 rows were left out", run.Output);
    }

    [Fact]
    public void One_typo_among_few_different_numbers_makes_no_categories()
    {
        using var folder = new EmptyFolder();
        string Rows(string typo, string label) => $"{Header}{string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 5},{row % 7},{(row == 30 ? typo : $"{row % 3}")},{(row == 40 ? label : $"{row % 2}")}\n"))}";
        folder.Write("data.csv", Rows("2o0", "1"));
        string[] training = ["train", "data.csv", "--epochs", "1", "--no-report"];
        Mistake(
            training, ExitCode.BadInput, "data.csv, line 32, column 3 ('c'): expected a number, as 59 of the column's 60 values are, got '2o0'.",
            "leave such rows out and count them with --skip-bad-rows; or, where the column's values are names of things: --categorical c.");
        var skipped = CommandRun.Successful([.. training, "--skip-bad-rows"]);
        Assert.Contains("Column 'c' holds numbers, as 59 of its 60 values are; rows with text there, as '2o0', are left out.", skipped.Output);
        Assert.Contains("1 rows were left out", skipped.Output);
        Assert.Contains("Column 'c' has 4 categories: 0, 1, 2, 2o0; 59 of its 60 values are numbers.", CommandRun.Successful([.. training, "--categorical", "c"]).Output);

        folder.Write("data.csv", Rows("2", "l"));
        Mistake(training, ExitCode.BadInput, "line 42, column 4 ('y'): expected a number, as 59 of the column's 60 values are, got 'l'", "--task classification");
        Assert.Contains("Classification of 3 classes", CommandRun.Successful([.. training, "--task", "classification"]).Output);
        Assert.Contains("Classification of 2 classes", CommandRun.Successful([.. training, "--skip-bad-rows"]).Output);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_one_that_is()
    {
        using var folder = new EmptyFolder("iris.csv");
        Mistake(["train", "irs.csv"], ExitCode.BadInput, "There is no file 'irs.csv'", "Did you mean 'iris.csv'?");
        Mistake(["evaluate", "model.safetensors", "iris.csv"], ExitCode.BadInput, "There is no file 'model.safetensors'");
        Mistake(["inspect", "nowhere/model.onnx"], ExitCode.BadInput, "nowhere");
    }

    [Theory]
    [InlineData("--hiden 4", "Did you mean '--hidden'?")]
    [InlineData("--hidden 4,x", "takes whole numbers of 1 or more between commas")]
    [InlineData("--activation relo", "Did you mean 'relu'?")]
    [InlineData("--optimizer adm", "Did you mean 'adam'?")]
    [InlineData("--loss msee", "Did you mean 'mse'?")]
    [InlineData("--schedule cosin", "known are cosine")]
    [InlineData("--dropout 1.5", "from 0 to below 1")]
    [InlineData("--epochs 0", "1 or more")]
    [InlineData("--epochs many", "--epochs takes a whole number, got 'many'.")]
    [InlineData("--dropout some", "--dropout takes a number, got 'some'.")]
    [InlineData("--seed -1", "--seed takes a whole number of 0 or more, got '-1'.")]
    [InlineData("--threads 1.5", "--threads takes a whole number, got '1.5'.")]
    [InlineData("--validation 1.5", "from 0 to below 1")]
    [InlineData("--checkpoint-every often", "90s")]
    [InlineData("--augment twist", "flip, rotate, shift, zoom")]
    [InlineData("--separator ab", "one character")]
    [InlineData("--momentum 0.9", "sgd and rmsprop")]
    [InlineData("--learning-rate -1", "--learning-rate takes a number of 0 or more, got '-1'.")]
    [InlineData("--clip-norm 0", "--clip-norm takes a number above 0, got '0'.")]
    [InlineData("--threads 1025", "--threads takes a whole number from 1 to 1024, got '1025'.")]
    [InlineData("--l2 nan", "--l2 takes a number of 0 or more, got 'nan'.")]
    public void Options_that_are_not_understood_are_explained(string options, string message)
    {
        using var folder = new EmptyFolder("iris.csv");
        Mistake(["train", "iris.csv", .. options.Split(' ')], ExitCode.Usage, message);
        Assert.False(File.Exists("runs/iris/model.safetensors"));
    }

    [Fact]
    public void Every_number_is_held_to_what_its_option_takes()
    {
        var root = InteropCommandLine.CreateRoot(new CommandOutput(TextWriter.Null, TextWriter.Null, isTerminal: false));
        var numbers = root.Subcommands.SelectMany(command => command.Options, (command, option) => (Command: command.Name, option.Name, Type: Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType))
            .Where(option => option.Type.IsPrimitive && option.Type != typeof(bool)).ToArray();
        Assert.Contains(("bench", "--seconds", typeof(double)), numbers);
        foreach (var (command, name, _) in numbers)
        {
            Mistake([command, "iris.csv", name, "-1"], ExitCode.Usage, $"{name} takes a", ", got '-1'.");
            Mistake([command, "iris.csv", name, "some"], ExitCode.Usage, $"{name} takes a", ", got 'some'.");
        }
    }

    [Theory]
    [InlineData("none", "got 'none'")]
    [InlineData(",", "got none")]
    [InlineData("8,0", "got '0'")]
    public void Sizes_of_batches_are_whole_numbers(string sizes, string got) =>
        Mistake(["bench", "m.onnx", "--batch-sizes", sizes], ExitCode.Usage, $"--batch-sizes takes whole numbers of 1 or more between commas, as in '--batch-sizes 1,32,256'; {got}.");

    [Fact]
    public void A_training_that_is_resumed_has_its_numbers_held_to_the_same()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--hidden", "4", "--epochs", "2", "--no-report", "--checkpoint-every", "3", "-o", "run");
        Mistake(["train", "--resume", "run", "--epochs", "0"], ExitCode.Usage, "--epochs takes a whole number of 1 or more, got '0'.");
        Mistake(["train", "--resume", "run", "--threads", "0"], ExitCode.Usage, "--threads takes a whole number from 1 to 1024, got '0'.");
    }

    [Fact]
    public void Errors_of_the_engine_name_no_parameters()
    {
        using var folder = new EmptyFolder("iris.csv");
        var run = CommandRun.Of("train", "iris.csv", "--hidden", "999999999");
        Assert.Equal(ExitCode.BadConfiguration, run.ExitCode);
        Assert.DoesNotContain("(Parameter", run.Error);
        Assert.Equal("A share is below 1, got 3.", ErrorReport.Of(new ArgumentOutOfRangeException("share", 3, "A share is below 1.")).Message);
        Assert.Equal("A share is below 1, got 3.", ErrorReport.Of(new ArgumentException("A share is below 1, got 3.", "share")).Message);
    }

    [Fact]
    public void Commands_that_are_not_known_are_guessed()
    {
        Mistake(["trian"], ExitCode.Usage, "There is no command 'trian'", "Did you mean 'train'?");
        Mistake(["train"], ExitCode.Usage, "nothing to train on", "interop train iris.csv");
    }

    [Fact]
    public void Columns_that_are_not_there_are_listed()
    {
        using var folder = new EmptyFolder("diabetes.csv");
        Mistake(["train", "diabetes.csv", "--label", "blood"], ExitCode.BadInput, "expected a column 'blood', got 11: 'age', 'sex'");
        CommandRun.Successful("train", "diabetes.csv", "--epochs", "1", "-o", "m");
        folder.Write("other.csv", "age,sex\n1,2\n");
        Mistake(["predict", "m/model.safetensors", "other.csv"], ExitCode.BadInput, "expected a column 'bmi', got 'age', 'sex'");
    }

    [Fact]
    public void Files_of_another_kind_are_refused()
    {
        using var folder = new EmptyFolder("iris.csv");
        folder.Write("model.safetensors", "this is no model");
        folder.Write("model.onnx", "nor this");
        folder.Write("model.docx", "nor this");
        folder.Write("picture.jpg", "nor this");
        Mistake(["inspect", "model.safetensors"], ExitCode.BadInput, "model.safetensors: this is not a safetensors file");
        Mistake(["inspect", "model.onnx"], ExitCode.BadInput, "model.onnx", "ONNX model");
        Mistake(["inspect", "model.docx"], ExitCode.BadInput, "not known as a model (.docx)", "Models end in");
        Mistake(["evaluate", "iris.csv", "iris.csv"], ExitCode.BadInput, "not known as a model (.csv)");
        Mistake(["train", "picture.jpg"], ExitCode.BadInput, "not known as data", "Give a table");
        Mistake(["evaluate", "model.safetensors", "iris.csv"], ExitCode.BadInput, "model.safetensors");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m");
        Mistake(["inspect", "m"], ExitCode.BadInput, "'m' is a folder, not a model.", "Name the file in it");
        Mistake(["export", "m/model.safetensors", "m.docx"], ExitCode.Usage, "which kind of file to write (.docx)");
        Mistake(["export", "model.onnx", "w.pt"], ExitCode.BadInput, "'model.onnx' is no model file", "interop convert");
        Mistake(["predict", "m/model.safetensors", "m/model.safetensors"], ExitCode.BadInput, "is a model, not data");
        CommandRun.Successful("export", "m/model.safetensors", "w.pt");
        Mistake(["convert", "w.pt", "w.onnx"], ExitCode.BadInput, "the network they belong to", "--into");
        Mistake(["evaluate", "w.pt", "iris.csv"], ExitCode.BadInput, "holds weights", "interop import");
        Mistake(["import", "w.pt", "new.safetensors"], ExitCode.Usage, "--into");
    }

    [Fact]
    public void A_model_that_is_cut_off_is_told_as_such()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        CommandRun.Successful("export", "m/model.safetensors", "m.onnx");
        CommandRun.Successful("export", "m/model.safetensors", "m.pt");
        File.WriteAllBytes("cut.onnx", File.ReadAllBytes("m.onnx")[..700]);
        File.WriteAllBytes("cut.pt", File.ReadAllBytes("m.pt")[..700]);
        File.WriteAllBytes("cut.safetensors", File.ReadAllBytes("m/model.safetensors")[..700]);
        Mistake(["inspect", "cut.onnx"], ExitCode.BadInput, "cut.onnx: the ONNX model is cut off", "Use another copy");
        Mistake(["import", "cut.onnx", "new.safetensors"], ExitCode.BadInput, "cut.onnx", "cut off or damaged", "Use another copy");
        Mistake(["predict", "cut.onnx", "iris.csv"], ExitCode.BadInput, "'cut.onnx'");
        Mistake(["inspect", "cut.pt"], ExitCode.BadInput, "cut.pt");
        Mistake(["inspect", "cut.safetensors"], ExitCode.BadInput, "cut.safetensors");
    }

    [Fact]
    public void Data_of_another_kind_than_the_models_is_told()
    {
        using var folder = new EmptyFolder("iris.csv");
        SampleFiles.Photos("photos");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "table", "--no-report");
        CommandRun.Successful("train", "photos", "--hidden", "4", "--epochs", "1", "-o", "images", "--no-report");
        foreach (var command in new[] { "predict", "evaluate" })
        {
            Mistake([command, "images/model.safetensors", "iris.csv"], ExitCode.BadInput, "trained on images of 12×12, and 'iris.csv' is a table", "Give it images");
            Mistake([command, "table/model.safetensors", "photos"], ExitCode.BadInput, "trained on a table, and 'photos' is a folder", "column 1, column 2");
        }

        Mistake(["predict", "table/model.safetensors", "photos/dark/00.ppm"], ExitCode.BadInput, "'photos/dark/00.ppm' holds images");
    }

    [Fact]
    public void A_file_is_not_written_onto_what_is_read()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        const string model = "m/model.safetensors";
        CommandRun.Successful("export", model, "w.pt");
        var (before, data, weights) = (File.ReadAllBytes(model), File.ReadAllText("iris.csv"), File.ReadAllBytes("w.pt"));
        Mistake(["export", model, "./m/../m/model.safetensors"], ExitCode.Usage, "the same file");
        Mistake(["convert", model, model], ExitCode.Usage, "the same file");
        Mistake(["convert", "w.pt", Path.GetFullPath("w.pt")], ExitCode.Usage, "the same file");
        Mistake(["import", "w.pt", model, "--into", model], ExitCode.Usage, "the same file");
        Mistake(["predict", model, "iris.csv", "-o", "iris.csv"], ExitCode.Usage, "the same file");
        Mistake(["predict", model, "iris.csv", "-o", model], ExitCode.Usage, "the same file");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink("link.csv", "iris.csv");
            Directory.CreateSymbolicLink("linked", "m");
            Mistake(["predict", model, "link.csv", "-o", "iris.csv"], ExitCode.Usage, "the same file");
            Mistake(["predict", model, "iris.csv", "-o", "link.csv"], ExitCode.Usage, "the same file");
            Mistake(["convert", model, "linked/model.safetensors"], ExitCode.Usage, "the same file");
        }

        Assert.Equal(before, File.ReadAllBytes(model));
        Assert.Equal(data, File.ReadAllText("iris.csv"));
        Assert.Equal(weights, File.ReadAllBytes("w.pt"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        const string model = "m/model.safetensors";
        Mistake(["predict", model, "iris.csv", "-o", "new/answers.csv"], ExitCode.FileAccess, "there is no folder 'new'");
        Mistake(["export", model, "new/m.onnx"], ExitCode.FileAccess, "there is no folder 'new'");
        Mistake(["convert", model, "new/w.pt"], ExitCode.FileAccess, "there is no folder 'new'");
        Mistake(["predict", model, "iris.csv", "-o", "m"], ExitCode.FileAccess, "it is a folder");
    }

    [Theory]
    [InlineData("1,2,3,4,0,9\n")]
    [InlineData("1,2,3\n")]
    public void Rows_without_names_have_as_many_columns_as_the_model(string row)
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        folder.Write("new.csv", row);
        var got = $"got {row.Split(',').Length} columns";
        Mistake(["predict", "m/model.safetensors", "new.csv"], ExitCode.BadInput, "expected 4 columns, or 5 with the label", got);
        Mistake(["evaluate", "m/model.safetensors", "new.csv"], ExitCode.BadInput, "expected 5 with the label", got);
    }

    [Fact]
    public void Columns_that_were_left_out_in_training_stay_left_out()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--ignore", "1,5", "--label", "4", "--epochs", "1", "-o", "m", "--no-report");
        CommandRun.Successful("evaluate", "m/model.safetensors", "iris.csv");
        folder.Write("whole.csv", "5.1,3.5,1.4,0.2,0\n");
        folder.Write("unlabelled.csv", "5.1,3.5,1.4,0\n");
        folder.Write("alone.csv", "3.5,1.4\n");
        string[] answers = [.. new[] { "whole.csv", "unlabelled.csv", "alone.csv" }.Select(file => CommandRun.Successful("predict", "m/model.safetensors", file).Output)];
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_listed()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "small", "--hidden", "4");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "large", "--hidden", "8");
        CommandRun.Successful("export", "small/model.safetensors", "small.pt");
        Mistake(["import", "small.pt", "new.safetensors", "--into", "large/model.safetensors"], ExitCode.BadConfiguration, "0.weight");
        Assert.False(File.Exists("new.safetensors"));
        var diff = CommandRun.Of("diff", "small/model.safetensors", "large/model.safetensors", "--json");
        Assert.Equal(ExitCode.Difference, diff.ExitCode);
        Assert.False(diff.Json[0].GetProperty("same").GetBoolean());
    }

    [Fact]
    public void Another_models_export_is_a_difference()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--hidden", "4", "--epochs", "1", "--seed", "1", "--no-report", "-o", "one");
        CommandRun.Successful("train", "iris.csv", "--hidden", "4", "--epochs", "1", "--seed", "2", "--no-report", "-o", "other");
        CommandRun.Successful("export", "other/model.safetensors", "other.onnx");
        CommandRun.Successful("parity", "other/model.safetensors", "other.onnx");
        var run = CommandRun.Of("parity", "one/model.safetensors", "other.onnx");
        Assert.Equal(ExitCode.Difference, run.ExitCode);
        Assert.Contains("The two differ by more than is allowed.", run.Output);
        run = CommandRun.Of("parity", "one/model.safetensors", "other.onnx", "--json");
        Assert.Equal(ExitCode.Difference, run.ExitCode);
        Assert.False(run.Json[0].GetProperty("holds").GetBoolean());
    }

    [Fact]
    public void Networks_that_do_not_fit_the_task_are_refused()
    {
        using var folder = new EmptyFolder("iris.csv");
        folder.Write("layers.json", """{ "kind": "Sequential", "layers": [ { "kind": "Dense", "units": 5, "activation": "softmax" } ] }""");
        folder.Write("unknown.json", """{ "kind": "Sequential", "layers": [ { "kind": "Dance", "units": 5 } ] }""");
        folder.Write("broken.json", """{ "kind": """);
        Mistake(["train", "iris.csv", "--network", "layers.json"], ExitCode.BadConfiguration, "needs 3");
        Mistake(["train", "iris.csv", "--network", "unknown.json"], ExitCode.BadConfiguration, "unknown.json", "Dance");
        Mistake(["train", "iris.csv", "--network", "broken.json"], ExitCode.BadConfiguration, "broken.json");
        Mistake(["train", "iris.csv", "--conv", "8"], ExitCode.BadConfiguration, "--conv is for images");
    }

    [Fact]
    public void A_loss_that_explodes_is_told_with_its_step()
    {
        using var folder = new EmptyFolder("iris.csv");
        var run = CommandRun.Of("train", "iris.csv", "--optimizer", "sgd", "--lr", "1e30", "--epochs", "5", "--label", "1", "--task", "regression");
        Assert.Equal(ExitCode.Diverged, run.ExitCode);
        Assert.Contains("step", run.Output);
    }

    [Fact]
    public void A_classification_that_breaks_down_leaves_nothing_that_cannot_go_on()
    {
        using var folder = new EmptyFolder("iris.csv");
        string[] training = ["train", "iris.csv", "--optimizer", "sgd", "--epochs", "2", "-o", "m", "--no-report"];
        Mistake([.. training, "--lr", "1e30"], ExitCode.Diverged, "The training broke down", "--learning-rate");
        Mistake(["train", "--resume", "m"], ExitCode.BadInput, "no training to resume");
        CommandRun.Successful([.. training, "--lr", "0.01"]);
    }

    [Fact]
    public void A_resumed_training_takes_no_other_options_and_says_when_its_data_is_missing()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        Mistake(["train", "--resume", "m", "--hidden", "8", "--lr", "0.1"], ExitCode.Usage, "only --epochs and --threads", "--hidden, ", "--learning-rate");
        Mistake(["train", "iris.csv", "--resume", "m"], ExitCode.Usage, "got 'iris.csv'");
        CommandRun.Successful("train", "--resume", "m", "--epochs", "2", "--threads", "1", "--json");
        File.AppendAllText("iris.csv", "5.1,3.5,1.4,0.2,0\n");
        Mistake(["train", "--resume", "m"], ExitCode.BadInput, "has changed");
        File.Delete("iris.csv");
        Mistake(["train", "--resume", "m"], ExitCode.BadInput, "is missing");
    }

    [Fact]
    public void Errors_are_json_where_results_are()
    {
        var run = CommandRun.Of("inspect", "nothing.onnx", "--json");
        Assert.Equal("", run.Output);
        var error = (run with { Output = run.Error }).Json[0].GetProperty("error");
        Assert.Equal(ExitCode.BadInput, error.GetProperty("exit_code").GetInt32());
        Assert.Contains("nothing.onnx", error.GetProperty("message").GetString());
    }

    private static void Mistake(string[] arguments, int exitCode, params string[] parts) => CommandRun.Mistaken(arguments, exitCode, parts);
}
