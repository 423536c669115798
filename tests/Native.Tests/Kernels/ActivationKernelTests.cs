using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Tests.Activations;

namespace Interop.Native.Tests.Kernels;

/// <summary>
/// Activation functions and their gradients at every ending and on every number of threads: each element becomes what it becomes alone, to the bit.
/// What that is, <see cref="ActivationTests"/> hold to the formulas.
/// </summary>
public class ActivationKernelTests
{
    private const int Most = 70;

    public static TheoryData<string> Names => [.. ActivationReference.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Elements_do_not_depend_on_those_beside_them(string name)
    {
        var function = ActivationReference.Create(name);
        var (x, dy) = (TestNumbers.Uniform(1, Most, 6f), TestNumbers.AwayFromZero(2, Most));
        float[][] alone = [new float[Most], new float[Most]];
        for (var i = 0; i < Most; i++)
        {
            var made = Run(function, [x[i]], [dy[i]], WorkerPool.Get(1));
            (alone[0][i], alone[1][i]) = (made[0][0], made[1][0]);
        }

        for (var length = 0; length <= Most; length++)
        {
            var made = Run(function, x[..length], dy[..length], WorkerPool.Get(1));
            Assert.Equal(TestNumbers.Bits(alone[0].AsSpan(0, length)), TestNumbers.Bits(made[0]));
            Assert.Equal(TestNumbers.Bits(alone[1].AsSpan(0, length)), TestNumbers.Bits(made[1]));
        }

        const int Long = 40_003;
        float[] many = [.. Enumerable.Range(0, Long).Select(i => x[i % Most])];
        float[] gradients = [.. Enumerable.Range(0, Long).Select(i => dy[i % Most])];
        var shared = TestNumbers.OnEveryThreadCount(pool => Run(function, many, gradients, pool), name);
        for (var i = 0; i < Long; i++)
        {
            Assert.True(alone[0][i % Most] == shared[0][i] && alone[1][i % Most] == shared[1][i], $"{name}: element {i} of {Long}.");
        }
    }

    private static float[][] Run(ActivationFunction function, float[] x, float[] dy, WorkerPool pool)
    {
        AxisView view = new(1, 1, x.Length) { Workers = pool };
        var (y, dx) = (new float[x.Length], new float[x.Length]);
        function.Forward(x, y, view);
        function.Backward(x, y, dy, dx, view);
        return [y, dx];
    }
}
