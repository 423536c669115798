using System.CommandLine;
using System.Globalization;
using Interop.Cli.Comparison;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.OnnxBridge;

namespace Interop.Cli.Commands;

/// <summary><c>interop parity</c>: whether a network and its ONNX model give the same in ONNX Runtime.</summary>
internal sealed class ParityCommand : InteropCommand
{
    private readonly Argument<string> _model = new("model") { Description = "The model file (.safetensors), or an ONNX model, which is then imported." };
    private readonly Argument<string?> _onnx = new("onnx") { Description = "The ONNX model to compare with. Default: the network's own export.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int> _samples = new Option<int>("--samples") { Description = "How many random samples are run.", DefaultValueFactory = _ => 256 }.AtLeast(1);
    private readonly Option<ulong> _seed = new("--seed") { Description = "What the samples are drawn from.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _tolerance =
        new Option<double>("--tolerance") { Description = "The largest difference allowed, relative to the largest output.", DefaultValueFactory = _ => 1e-5 }.AtLeast(0);

    /// <summary>Makes the command.</summary>
    public ParityCommand(CommandOutput output)
        : base("parity", "Run a network here and in ONNX Runtime, and compare.", output)
    {
        Arguments.Add(_model);
        Arguments.Add(_onnx);
        Options.Add(_samples);
        Options.Add(_seed);
        Options.Add(_tolerance);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("interop parity runs/iris/model.safetensors", "the network and its own export"),
        new("interop parity iris.onnx", "an ONNX model as it is imported here, and in ONNX Runtime"),
        new("interop parity runs/iris/model.safetensors iris.onnx --tolerance 1e-4", "a network and an ONNX model that was made of it"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        var path = result.GetRequiredValue(_model);
        var other = result.GetValue(_onnx);
        var tolerance = result.GetValue(_tolerance);
        var samples = result.GetValue(_samples);
        ModelPath.MustExist(path);
        var isOnnx = ModelPath.KindOf(path) == ModelKind.Onnx;
        var (network, description) = isOnnx ? (OnnxImporter.Import(path), null) : ModelStore.Load(path);
        if (other is not null)
        {
            ModelPath.MustExist(other);
        }

        var model = (other ?? (isOnnx ? path : null)) is { } file ? OnnxModel.Load(file) : OnnxModel.FromBytes(OnnxExporter.Export(network));
        var (exported, isInside) = DeployedNetwork.Read(model, other ?? path);
        if (description is not null && isInside)
        {
            // The export standardizes by itself, so the network must too.
            network = DeployedNetwork.Create(network, description);
        }

        var parity = OutputParity.Of(network, model, RandomInputs.Of(network, samples, result.GetValue(_seed), isInside ? (description ?? exported)?.Table : null));
        var holds = parity.RelativeDifference <= tolerance;
        if (Output.IsJson)
        {
            Output.Json(json =>
            {
                json.WriteBoolean("holds", holds);
                json.WriteNumber("samples", parity.Samples);
                JsonFigures.Write(json, "largest_difference", parity.LargestDifference);
                JsonFigures.Write(json, "relative_difference", parity.RelativeDifference);
                json.WriteNumber("same_answers", parity.SameAnswers);
                json.WriteString("onnx_runtime", OnnxModel.RuntimeVersion);
            });
        }
        else
        {
            Output.Line($"{parity.Samples} random samples, here and in ONNX Runtime {OnnxModel.RuntimeVersion}");
            Output.Line($"largest difference  {Number(parity.LargestDifference)}, relative {Number(parity.RelativeDifference)} (allowed {Number(tolerance)})");
            Output.Line($"same answer         {parity.SameAnswers} of {parity.Samples}");
            Output.Line(holds ? "The two agree." : "The two differ by more than is allowed.");
        }

        return holds ? ExitCode.Success : ExitCode.Difference;
    }

    private static string Number(double value) => value.ToString("0.##e0", CultureInfo.InvariantCulture);
}
