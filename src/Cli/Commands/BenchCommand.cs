using System.CommandLine;
using System.Globalization;
using Interop.Cli.Comparison;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Native.Networks;
using Interop.OnnxBridge;

namespace Interop.Cli.Commands;

/// <summary><c>interop bench</c>: how fast a model predicts here, beside ONNX Runtime.</summary>
internal sealed class BenchCommand : InteropCommand
{
    private readonly Argument<string> _model = new("model") { Description = "A model file (.safetensors), or an ONNX model, which is then imported." };
    private readonly Option<int[]?> _batches = ListOptions.Sizes("--batch-sizes", "1,32,256", "How many samples run at a time.", takesNone: false);
    private readonly Option<int> _threads = new Option<int>("--threads") { Description = "With how many threads.", DefaultValueFactory = _ => 1 }.NumberOfThreads();
    private readonly Option<double> _seconds =
        new Option<double>("--seconds") { Description = "For how long each is measured.", DefaultValueFactory = _ => 0.5 }.Takes("a number above 0 and below 3600", value => value is > 0 and < 3600);


    /// <summary>Makes the command.</summary>
    public BenchCommand(CommandOutput output)
        : base("bench", "Measure how fast a model predicts, beside ONNX Runtime.", output)
    {
        Arguments.Add(_model);
        Options.Add(_batches);
        Options.Add(_threads);
        Options.Add(_seconds);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop bench runs/iris/model.safetensors", "batches of 1, 32 and 256 on one thread"),
        new("interop bench iris.onnx --batch-sizes 1,64 --threads 2 --json", "an ONNX model, for another program to read"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var path = result.GetRequiredValue(_model);
        var threads = result.GetValue(_threads);
        var seconds = result.GetValue(_seconds);
        ModelPath.MustExist(path);
        var isOnnx = ModelPath.KindOf(path) == ModelKind.Onnx;
        Network network = isOnnx ? OnnxImporter.Import(path) : ModelStore.Load(path).Network;
        network.Threads = threads;
        var runtime = isOnnx ? OnnxModel.Load(path, threads) : OnnxModel.FromBytes(OnnxExporter.Export(network), threads);
        var time = TimeSpan.FromSeconds(seconds);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var batch in GivenOptions.Has(result, _batches) ? result.GetValue(_batches)! : [1, 32, 256])
        {
            var inputs = RandomInputs.Of(network, batch, seed: 1);
            var ours = Stopwatches.Measure(() => network.Predict(inputs, batch), time);
            var theirs = Stopwatches.Measure(() => runtime.Predict(inputs, batch), time);
            Output.JsonOnly(json =>
            {
                json.WriteNumber("batch_size", batch);
                json.WriteNumber("threads", threads);
                json.WriteNumber("microseconds", Math.Round(ours.Median, 2));
                json.WriteNumber("least_microseconds", Math.Round(ours.Least, 2));
                json.WriteNumber("onnx_runtime_microseconds", Math.Round(theirs.Median, 2));
                json.WriteNumber("onnx_runtime_least_microseconds", Math.Round(theirs.Least, 2));
                json.WriteNumber("samples_per_second", Math.Round(batch / ours.Median * 1e6));
            });
            rows.Add([Text(batch), Text(ours.Median), Text(ours.Least), Text(theirs.Median), Text(theirs.Least), (batch / ours.Median * 1e6).ToString("N0", CultureInfo.InvariantCulture)]);
        }

        if (!Output.IsJson)
        {
            Output.Line($"Predictions of {path} with {threads} {(threads == 1 ? "thread" : "threads")}, microseconds for a batch: median and least of {seconds.ToString(CultureInfo.InvariantCulture)} s each");
            TextTable.Show(Output, ["#batch", "#here", "#least", $"#ONNX Runtime {OnnxModel.RuntimeVersion}", "#least", "#samples/s here"], rows);
        }

        return ExitCode.Success;
    }

    private static string Text(double value) => value.ToString(value < 100 ? "0.##" : "N0", CultureInfo.InvariantCulture);
}
