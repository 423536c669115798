using Interop.Parity.MainJob;
using Interop.Parity.Reports;

namespace Interop.Parity.Tests.MainJob;

public class DigitsJobTests
{
    [Fact]
    public void The_whole_chain_holds()
    {
        var folder = Directory.CreateTempSubdirectory("interop-parity-");
        try
        {
            using var output = new StringWriter();
            var result = DigitsJob.Run(new Display(output), folder.FullName, TestContext.Current.CancellationToken);

            Assert.All(result.Checks, check => Assert.True(check.Holds, $"{check.What}: {check.Found}"));
            Assert.Equal(5, result.Checks.Count);
            Assert.True(result.TestAccuracy >= 0.97, $"{result.TestAccuracy}");
            Assert.True(new FileInfo(result.OnnxFile).Length > 4 * ((64 * 128) + (128 * 64) + (64 * 10)));
            Assert.Contains("epoch  1 of", output.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_cancelled_job_ends_at_once()
    {
        using var output = new StringWriter();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => DigitsJob.Run(new Display(output), Path.GetTempPath(), source.Token));
    }
}
