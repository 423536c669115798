using Interop.Native.Tests.Infrastructure;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Import;

/// <summary>
/// Models written by torch.onnx.export (tests/oracles/onnx_models.py, recorded and with another seed): imported, they give what PyTorch and ONNX Runtime give, and
/// what is exported of them does so too.
/// </summary>
public class PyTorchModelTests
{
    private static readonly OracleFile Models = OracleFile.Recorded("Import/references/pytorch_models.json.gz");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Models.Cases.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_recorded_model(int index) => Check(Models.Cases[index]);

    [Fact]
    public void Models_of_the_PyTorch_that_is_installed() => PythonOracle.Live("onnx_models.py", "torch").AssertAll(Check, Models.Cases.Count);

    private static void Check(OracleCase recorded)
    {
        var bytes = Convert.FromBase64String(recorded.String("model"));
        var input = recorded.Tensor("input");

        var network = OnnxImporter.Import(bytes);

        Agreement.Check(recorded.Tensor("output"), network.Predict(input));
        Agreement.Check(OnnxModel.FromBytes(bytes).Predict(input), network.Predict(input));
        foreach (var fold in (bool[])[true, false])
        {
            var options = new OnnxExportOptions { FoldBatchNormalization = fold };
            var exported = Agreement.Check(network, [input], options);
            Assert.Equal(exported, OnnxExporter.Export(OnnxImporter.Import(exported), options));
        }
    }
}
