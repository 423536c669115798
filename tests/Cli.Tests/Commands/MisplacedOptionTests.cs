using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>Options that do not go with the data, with each other, or with what there is: they are refused before anything is written or replaced.</summary>
public class MisplacedOptionTests
{
    /// <summary>Options of a training on iris, each with what is said of them.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        { "--optimizer adm", "Did you mean 'adam'?" },
        { "--activation relo", "Did you mean 'relu'?" },
        { "--network none.json", "There is no file 'none.json'." },
        { "--schedule cosin", "There is no schedule 'cosin'" },
        { "--schedule cosine --warmup 100", "--warmup 100 leaves no epoch" },
        { "--schedule cosine:3", "The schedule 'cosine:3' has more numbers than 'cosine' takes" },
        { "--schedule step:1:0.5:2", "The schedule 'step:1:0.5:2' has more numbers than 'step' takes" },
        { "--schedule step:1.5", "The schedule 'step:1.5' has '1.5' where a whole number belongs" },
        { "--schedule plateau:many", "The schedule 'plateau:many' has 'many' where a number above 0 belongs" },
        { "--loss mse", "targets" },
        { "--monitor foo", "--monitor takes a figure that epochs have, loss, accuracy, val_loss, val_accuracy; got 'foo'." },
        { "--monitor val_loss --validation 0", "Figures that begin with val_ are there with --validation." },
        { "--conv 8 --pool 3", "--conv and --pool are for images, and 'iris.csv' is a table." },
        { "--grey", "--grey is for images, and 'iris.csv' is a table." },
        { "--image-size 8x8 --augment flip", "--image-size and --augment are for images" },
        { "--labels labels", "--labels is for images" },
        { "--network layers.json --dropout 0.3", "--dropout is for networks without --network, which describes all layers." },
        { "--network layers.json --hidden 4 --batch-norm", "--hidden and --batch-norm are for networks without --network" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_leaves_no_folder_and_keeps_what_would_have_been_replaced(string options, string message)
    {
        using var folder = new EmptyFolder("iris.csv");
        folder.Write("layers.json", """{ "kind": "Sequential", "layers": [ { "kind": "Dense", "units": 3, "activation": "softmax" } ] }""");
        string[] words = ["train", "iris.csv", .. options.Split(' ')];
        var run = CommandRun.Of(words);
        Assert.True(run.ExitCode is ExitCode.Usage or ExitCode.BadInput or ExitCode.BadConfiguration, $"{options} ended with {run.ExitCode}: {run.Error}");
        Assert.Contains(message, run.Error);
        Assert.False(Directory.Exists("runs"));

        CommandRun.Successful("train", "iris.csv", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "run");
        var before = Contents("run");
        Assert.Equal(run.ExitCode, CommandRun.Of([.. words, "-o", "run", "--overwrite"]).ExitCode);
        Assert.Equal(before, Contents("run"));
    }

    [Theory]
    [InlineData("photos --label 1", "--label is for tables, and 'photos' holds images.")]
    [InlineData("photos --missing mean --skip-bad-rows", "--missing and --skip-bad-rows are for tables")]
    [InlineData("photos --no-standardize", "--no-standardize is for tables")]
    [InlineData("photos --labels labels", "--labels is for an IDX file, and 'photos' is a folder.")]
    [InlineData("photos --hidden 4 --kernel 5", "--kernel is for convolutions, and with --hidden there are those that --conv names.")]
    [InlineData("mnist --separator tab", "--separator is for tables, and 'mnist' holds images.")]
    public void Options_of_tables_are_not_for_images(string arguments, string message)
    {
        using var folder = new EmptyFolder();
        SampleFiles.Photos("photos");
        SampleFiles.Mnist("mnist");
        CommandRun.Mistaken(["train", .. arguments.Split(' ')], ExitCode.BadConfiguration, message, "out.");
        Assert.False(Directory.Exists("runs"));
    }

    [Fact]
    public void Options_that_a_model_or_its_data_give_no_meaning_are_refused()
    {
        using var folder = new EmptyFolder("iris.csv", "diabetes.csv");
        SampleFiles.Photos("photos");
        SampleFiles.Mnist("mnist");
        folder.Write("iris.onnx", "");
        CommandRun.Successful("train", "iris.csv", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "iris");
        CommandRun.Successful("train", "diabetes.csv", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "diabetes");
        CommandRun.Successful("train", "photos", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "photo");
        CommandRun.Successful("train", "mnist", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "digits");
        foreach (var (arguments, message) in new[]
        {
            ("evaluate iris/model.safetensors iris.csv --train", "--train is for a folder with MNIST's files, and 'iris.csv' is none."),
            ("evaluate iris/model.safetensors iris.csv --labels x", "--labels is for an IDX file, and 'iris.csv' is none."),
            ("evaluate photo/model.safetensors photos --train", "--train is for a folder with MNIST's files"),
            ("evaluate photo/model.safetensors photos --skip-bad-rows", "--skip-bad-rows is for tables, and 'photos' holds images."),
            ("predict photo/model.safetensors photos --with-inputs", "--with-inputs is for tables, and the model takes images."),
            ("predict diabetes/model.safetensors diabetes.csv --probabilities", "--probabilities is for classes, and the model predicts a number."),
            ("export iris/model.safetensors iris.pt --no-verify --opset 13", "--opset and --no-verify are for ONNX, and 'iris.pt' is of another kind."),
            ("convert iris/model.safetensors iris.pt --standardized-inputs", "--standardized-inputs is for ONNX"),
            ("import iris.onnx iris.safetensors --partial", "--partial is for weights that go --into a model."),
        })
        {
            CommandRun.Mistaken(arguments.Split(' '), ExitCode.BadConfiguration, message, "out.");
        }

        CommandRun.Successful("evaluate", "digits/model.safetensors", "mnist", "--train");
        CommandRun.Successful("evaluate", "digits/model.safetensors", "mnist/train-images-idx3-ubyte", "--labels", "mnist/train-labels-idx1-ubyte");
        Assert.False(File.Exists("iris.pt"));
    }

    private static string[] Contents(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}
