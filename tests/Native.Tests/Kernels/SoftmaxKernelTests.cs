using Interop.Native.Activations;
using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>
/// Softmax and its logarithm with their gradients against plain loops in float64. The budgets follow <see cref="SumReference"/>: 2⁻²⁴ for each rounding, √n
/// of them for sums of n; where an exponential is taken, its argument's rounding counts as often as the argument is large.
/// </summary>
public class SoftmaxKernelTests
{
    /// <summary>An exponential within one unit in the last place, and the division.</summary>
    private const int Function = 4;

    /// <summary>Outer, length, inner: rows and strides with every ending, and enough for several pieces of work, which threads share.</summary>
    public static TheoryData<int, int, int> Views
    {
        get
        {
            TheoryData<int, int, int> views = new() { { 3000, 10, 1 }, { 70, 300, 1 }, { 1, 5000, 1 }, { 20, 33, 35 }, { 9, 3, 1000 }, { 50, 40, 17 } };
            System.Random random = new(61);
            for (var repeat = 0; repeat < 60; repeat++)
            {
                views.Add(random.Next(1, 9), random.Next(1, repeat % 3 == 0 ? 120 : 20), repeat % 2 == 0 ? 1 : random.Next(2, 40));
            }

            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Softmax_its_logarithm_and_both_gradients(int outer, int length, int inner)
    {
        var x = TestNumbers.Uniform(1, outer * length * inner, 8f);
        var dy = TestNumbers.AwayFromZero(2, x.Length);
        foreach (var isLogarithm in (bool[])[false, true])
        {
            var what = $"{(isLogarithm ? "log softmax" : "softmax")} of {outer} × {length} × {inner}";
            var results = TestNumbers.OnEveryThreadCount(
                pool =>
                {
                    AxisView view = new(outer, length, inner) { Workers = pool };
                    var (y, dx) = (new float[x.Length], new float[x.Length]);
                    SoftmaxKernel.Forward(x, y, view, isLogarithm);
                    SoftmaxKernel.Backward(y, dy, dx, view, isLogarithm);
                    return [y, dx];
                },
                what);
            for (var row = 0; row < outer * inner; row++)
            {
                int[] at = [.. Enumerable.Range(0, length).Select(k => (((row / inner * length) + k) * inner) + (row % inner))];
                AssertForward([.. at.Select(i => (double)x[i])], [.. at.Select(i => results[0][i])], isLogarithm, what);
                AssertBackward([.. at.Select(i => (double)results[0][i])], [.. at.Select(i => (double)dy[i])], [.. at.Select(i => results[1][i])], isLogarithm, what);
            }
        }
    }

    private static void AssertForward(double[] x, float[] y, bool isLogarithm, string what)
    {
        var largest = x.Max();
        var sum = x.Sum(value => Math.Exp(value - largest));
        for (var k = 0; k < x.Length; k++)
        {
            var logarithm = x[k] - largest - Math.Log(sum);
            var relative = Function + Math.Sqrt(x.Length) + largest - x[k];
            var (expected, budget) = isLogarithm
                ? (logarithm, relative + Math.Abs(logarithm) + Math.Log(sum))
                : (Math.Exp(logarithm), relative * Math.Exp(logarithm));
            AssertNear(expected, y[k], Math.ScaleB(budget, -24), $"y[{k}] of {what}");
        }
    }

    private static void AssertBackward(double[] y, double[] dy, float[] dx, bool isLogarithm, string what)
    {
        double[] terms = [.. dy.Select((gradient, k) => isLogarithm ? gradient : gradient * y[k])];
        var sum = terms.Sum();
        var magnitude = terms.Sum(Math.Abs) * (Function + Math.Sqrt(y.Length));
        for (var k = 0; k < y.Length; k++)
        {
            var share = isLogarithm ? Math.Exp(y[k]) : y[k];
            var (expected, budget) = isLogarithm
                ? (dy[k] - (share * sum), (2 * Math.Abs(dy[k])) + (share * magnitude))
                : (share * (dy[k] - sum), share * ((2 * Math.Abs(dy[k])) + magnitude));
            AssertNear(expected, dx[k], Math.ScaleB(budget, -24), $"dx[{k}] of {what}");
        }
    }

    private static void AssertNear(double expected, float actual, double budget, string what) =>
        Assert.True(Math.Abs(actual - expected) <= budget, $"{what} is {actual:R}, expected {expected:R} within {budget:G3}.");
}
