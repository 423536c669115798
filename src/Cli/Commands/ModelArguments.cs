using System.CommandLine;

namespace Interop.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class ModelArguments
{
    /// <summary>A model that can be run.</summary>
    public static Argument<string> Model() => new("model") { Description = "A model file (.safetensors) or an ONNX model (.onnx)." };

    /// <summary>Data to give it.</summary>
    public static Argument<string> Data() => new("data") { Description = "A table, a folder of images, a folder with MNIST's files, or an IDX file." };

    /// <summary>The labels of an IDX file of images.</summary>
    public static Option<string?> Labels() => new("--labels") { Description = "The IDX file of labels that belongs to an IDX file of images.", HelpName = "file" };

    /// <summary>Whether bad rows of a table are left out and counted.</summary>
    public static Option<bool> SkipBadRows() => new("--skip-bad-rows") { Description = "Leave out rows with too few fields or text in place of a number, and count them." };

    /// <summary>What stands between the fields of a table.</summary>
    public static Option<string?> Separator() => new("--separator") { Description = "What stands between fields: a character, or 'tab'. Default: found out.", HelpName = "character" };

    /// <summary>How many threads.</summary>
    public static Option<int?> Threads() =>
        new Option<int?>("--threads") { Description = "The number of threads; results do not depend on it. Default: the physical cores.", HelpName = "n" }.NumberOfThreads();
}
