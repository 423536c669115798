using System.Text.Json;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;
using Interop.Parity.Reports;

namespace Interop.Parity.Tests.Reports;

public sealed class JsonReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-parity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Each_output_has_the_errors_of_both_sides_and_a_digest()
    {
        using var report = Report("losses/mse-values-none-6x5");
        Assert.StartsWith("PyTorch ", report.RootElement.GetProperty("truth").GetString(), StringComparison.Ordinal);
        var output = report.RootElement.GetProperty("cases")[0].GetProperty("outputs").EnumerateArray().First(output => output.GetProperty("output").GetString() == "loss");
        Assert.True(output.GetProperty("forward").GetBoolean());
        Assert.Equal(16, output.GetProperty("digest").GetString()!.Length);
        var truth = output.GetProperty("truth");
        Assert.True(truth.GetProperty("own").GetProperty("relative").GetDouble() is > 0 and < 1e-7);
        Assert.True(truth.GetProperty("reference").GetProperty("max_abs").GetDouble() > 0);
        Assert.True(truth.GetProperty("ratio").GetDouble() > 0);
        var accuracy = report.RootElement.GetProperty("accuracy");
        Assert.Equal(2, accuracy.GetArrayLength());
        Assert.Equal(JsonValueKind.Null, accuracy[0].GetProperty("family").ValueKind);
        Assert.Equal(1, accuracy[0].GetProperty("outputs").GetInt32());
    }

    [Fact]
    public void Each_training_tells_where_it_parts()
    {
        using var report = Report("training/mlp-sgd");
        var training = report.RootElement.GetProperty("trainings")[0];
        Assert.Equal("training/mlp-sgd", training.GetProperty("case").GetString());
        Assert.Equal("recorded", training.GetProperty("references").GetString());
        Assert.Equal("first.output", training.GetProperty("first_part").GetString());
        Assert.InRange(training.GetProperty("first_step").GetInt32(), 1, 100);
        Assert.InRange(training.GetProperty("largest_relative").GetDouble(), 0, CurveComparison.Limit);
    }

    [Fact]
    public void What_is_excused_says_why()
    {
        using var report = Report("optimizers/radam-plain");
        var outputs = report.RootElement.GetProperty("cases")[0].GetProperty("outputs").EnumerateArray().ToList();
        Assert.All(outputs, output => Assert.Equal(output.GetProperty("holds").GetBoolean(), !output.TryGetProperty("excuse", out _)));
        Assert.Contains(outputs, output => output.TryGetProperty("excuse", out _));
    }

    private JsonDocument Report(string filter)
    {
        var cases = CaseCatalog.All.Where(parityCase => parityCase.FullName == filter).ToList();
        var run = ParityRun.Execute(
            new NativeEngine(), [new RecordedEngine(ReferenceFolder.Shipped)], cases, truth: ReferenceFolder.OpenTruth(ReferenceFolder.Shipped));
        var path = Path.Combine(_folder.FullName, "report.json");
        JsonReport.Write(path, new ParityReport(DateTime.UnixEpoch, TimeSpan.Zero, null, run));
        return JsonDocument.Parse(File.ReadAllBytes(path));
    }
}
