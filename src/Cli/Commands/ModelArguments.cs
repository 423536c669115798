using System.CommandLine;

namespace Interop.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class ModelArguments
{
    /// <summary>A model that can be run.</summary>
    public static Argument<string> Model() => new("model") { Description = "A model file (.safetensors) or an ONNX model (.onnx)." };

    /// <summary>Data to give it.</summary>
    public static Argument<string> Data() => new("data") { Description = "A table, a folder of images, a folder with MNIST's files, or an IDX file." };

    /// <summary>How many threads.</summary>
    public static Option<int?> Threads() =>
        new Option<int?>("--threads") { Description = "The number of threads; results do not depend on it. Default: the physical cores.", HelpName = "n" }.NumberOfThreads();
}
