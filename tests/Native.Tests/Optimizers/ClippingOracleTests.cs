using System.Globalization;
using Interop.Native.Kernels;
using Interop.Native.Optimizers;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Gradient clipping against torch.nn.utils, over several parameters together.</summary>
public class ClippingOracleTests
{
    [Fact]
    public void Gradients_are_those_recorded_from_torch() => OracleFile.Recorded("Optimizers/references/clipping.json.gz").AssertAll(Check);

    [Fact]
    public void Gradients_are_those_of_torch_here() => PythonOracle.Live("clipping.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        var gradients = recorded.Tensor("gradients").ToArray();
        GradientClipping clipping = recorded.Name == "value"
            ? new ClipByValue(recorded.Float("limit"))
            : new ClipByGlobalNorm(recorded.Double("limit"), Order(recorded.String("order")));
        var workers = WorkerPool.Get(1);
        double sum = 0;
        foreach (var (start, count) in Parts(recorded.Ints("counts")))
        {
            sum = clipping.Add(sum, gradients.AsSpan(start, count), workers);
        }

        var norm = clipping.Norm(sum);
        foreach (var (start, count) in Parts(recorded.Ints("counts")))
        {
            clipping.Clip(gradients.AsSpan(start, count), norm, workers);
        }

        Tolerance.Scaled.AssertClose(recorded.Double("norm"), norm, "norm");
        Tolerance.Scaled.AssertClose(recorded.Doubles("clipped"), gradients, "clipped");
    }

    private static double Order(string order) => order == "inf" ? double.PositiveInfinity : double.Parse(order, CultureInfo.InvariantCulture);

    private static IEnumerable<(int Start, int Count)> Parts(int[] counts)
    {
        var start = 0;
        foreach (var count in counts)
        {
            yield return (start, count);
            start += count;
        }
    }
}
