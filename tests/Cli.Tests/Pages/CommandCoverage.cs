namespace Interop.Cli.Tests.Pages;

/// <summary>Where the commands of the pages are run that are not the tool's own, and why some are not.</summary>
internal static class CommandCoverage
{
    private const string Bench = "tests/Bench.Tests/PageCommandTests.cs";
    private const string MLNetSample = "tests/Samples.Tests/MLNetSampleTests.cs";
    private const string ChangesTheMachine = "changes the machine it runs on";

    /// <summary>A command with where it is run, or why nowhere.</summary>
    /// <param name="Command">The command as it stands on the page.</param>
    /// <param name="Evidence">A file with a text in it that runs it; null where no test does.</param>
    /// <param name="Reason">Why no test does.</param>
    internal sealed record Covered(string Command, (string File, string Text)? Evidence, string? Reason = null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Covered> All { get; } =
    [
        By(".ci/run", "dotnet run -c Release --project parity", "\ndotnet run -c Release --project parity ||"),
        By(".ci/run", "dotnet test Interop.sln", "\ndotnet test Interop.sln ||"),
        By("tests/PublicApi.Tests/ListingFileTests.cs", "INTEROP_WRITE_API=1 dotnet test tests/PublicApi.Tests", "ListingFile.Check(path, offered, isWritten: true)"),
        By("tests/Cli.Tests/Packaging/InstalledTool.cs", "dotnet pack src/Cli -c Release", "\"pack\", \"src/Cli\", \"-c\", \"Release\""),
        By(
            "tests/Cli.Tests/Packaging/InstalledTool.cs",
            "dotnet tool install --global Interop.Cli --add-source artifacts/packages",
            "\"tool\", \"install\", \"Interop.Cli\", \"--tool-path\", tools, \"--add-source\", packages"),
        By("tests/Cli.Tests/Commands/ProcessTests.cs", "source <(interop completion bash)", "source <(interop completion bash)"),
        By("tests/Native.Tests/Infrastructure/NodeRuntime.cs", "npm install onnxruntime-web", "\"npm\", \"ci\""),
        By("tests/Native.Tests/Infrastructure/NodeRuntime.cs", "npm ci", "\"npm\", \"ci\""),
        Not("pip install onnxruntime numpy", "changes the machine it runs on; OnnxSampleTests runs the program where Python has ONNX Runtime or OpenCV"),
        By("tests/Samples.Tests/OnnxSampleTests.cs", "dotnet run -c Release --project samples/Onnx -- digits", "Program.Run("),
        By("tests/Samples.Tests/ExperimentTests.cs", "dotnet run -c Release --project samples/Experiments", "Experiment.All.Single("),
        By("tests/Parity.Tests/Components/ComponentPageTests.cs", "dotnet run -c Release --project parity -- components", "ComponentPage.Text()"),
        By("tests/Parity.Tests/CommandLine/PageCommandTests.cs", "dotnet run -c Release --project parity -- list --filter dropout", "\"list --filter dropout\""),
        By(
            "tests/Parity.Tests/CommandLine/PageCommandTests.cs",
            "dotnet run -c Release --project parity -- diff mine.safetensors theirs.pt --rename net.=",
            "\"diff mine.safetensors theirs.pt --rename net.=\""),
        By("tests/Parity.Tests/CommandLine/PageCommandTests.cs", "dotnet run -c Release --project parity -- record --truth --filter losses", "\"record --truth --filter losses\""),
        By(
            "tests/Parity.Tests/CommandLine/PageCommandTests.cs",
            "dotnet run -c Release --project parity -- record --over \"libtorch 1.13.1 (built from source)\"",
            "Run(\"record\", \"--over\", \"libtorch 1.13.1 (built from source)\", "),

        // In their smallest form: at full length they measure for minutes and want an idle machine.
        By(Bench, "dotnet run -c Release --project bench -- peers", "Run(\"peers\", "),
        By(Bench, "dotnet run -c Release --project bench -- peers --check", "\"--check\", \"--allow-missing\""),
        By(Bench, "dotnet run -c Release --project bench -- peers --filter \"train cnn\" --threads 1 --rounds 3", "\"--filter\", \"infer tiny 1\", \"--threads\", \"1\", \"--rounds\", \"1\""),
        By(Bench, "dotnet run -c Release --project bench -- first-step mlp", "Run(\"first-step\", \"tiny\")"),
        By(Bench, "dotnet run -c Release --project bench -- cold-start", "Run(\"cold-start\", "),
        By(Bench, "dotnet run -c Release --project bench -- optimizers", "Run(\"optimizers\", "),
        By(Bench, "dotnet run -c Release --project bench -- losses", "Run(\"losses\")"),
        By(Bench, "dotnet run -c Release --project bench/Kernels -- --filter '*'", "RunKernels(\"--filter\", \"*\", \"--list\", \"flat\")"),
        Not(
            "dotnet publish -r linux-x64 -p:PublishReadyToRun=true",
            "builds for minutes, and needs the compiler's package, which not every source serves; 'bench -- first-step' runs it in the repository's folder, NewUserTests packs so"),
        By(MLNetSample, "dotnet run -c Release --project samples/MLNetPipeline", "var (code, output) = Run();"),

        // What these say without ML.NET; with it they measure for minutes.
        By(MLNetSample, "dotnet run -c Release --project samples/MLNetPipeline -- accuracy", "[InlineData(\"accuracy\")]"),
        By(MLNetSample, "dotnet run -c Release --project samples/MLNetPipeline -- speed", "[InlineData(\"speed\")]"),
        By(MLNetSample, "dotnet run -c Release --project samples/MLNetPipeline -- saving", "[InlineData(\"saving\")]"),
        By("tests/Cli.Tests/Packaging/PackageSourceTests.cs", "dotnet nuget add source <address or folder> --name <name>", "\"nuget\", \"add\", \"source\", feed, \"--name\", \"mine\""),
        By("tests/Cli.Tests/Packaging/PackageSourceTests.cs", "dotnet nuget locals global-packages --clear", "\"nuget\", \"locals\", \"global-packages\", \"--clear\""),
        Not("apt-get install python3-torch libopenblas0-pthread", ChangesTheMachine),
    ];

    private static Covered By(string file, string command, string text) => new(command, (file, text));

    private static Covered Not(string command, string reason) => new(command, null, reason);
}
