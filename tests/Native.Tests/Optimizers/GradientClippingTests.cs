using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Clipping by PyTorch's formulas, over all parameters of a network together.</summary>
public class GradientClippingTests
{
    [Theory]
    [InlineData(2.0, 0.5)]
    [InlineData(2.0, 1e6)]
    [InlineData(1.0, 0.5)]
    [InlineData(3.0, 0.25)]
    [InlineData(double.PositiveInfinity, 0.1)]
    public void The_global_norm_is_limited(double order, double limit)
    {
        var (session, network) = Started(new SGD());
        double[] before = [.. Gradients(session, network)];
        var norm = double.IsInfinity(order)
            ? before.Max(Math.Abs)
            : Math.Pow(before.Sum(value => Math.Pow(Math.Abs(value), order)), 1 / order);
        var factor = Math.Min(1, limit / (norm + 1e-6));

        Tolerance.Float32.AssertClose(norm, session.ClipGradients(new ClipByGlobalNorm(limit, order)), "norm");

        Tolerance.Float32.AssertClose([.. before.Select(value => value * factor)], [.. Gradients(session, network)], "gradients");
    }

    [Fact]
    public void Values_are_limited()
    {
        var (session, network) = Started(new SGD());
        double[] before = [.. Gradients(session, network)];

        Assert.Equal(0, session.ClipGradients(new ClipByValue(0.05f)));

        Tolerance.Float32.AssertClose([.. before.Select(value => Math.Clamp(value, -0.05, 0.05))], [.. Gradients(session, network)], "gradients");
    }

    [Fact]
    public void Each_parameter_has_its_own_norm_limited()
    {
        const double limit = 0.15;
        var (session, network) = Started(new SGD());
        double[][] before = [.. network.TrainableParameters.Select(parameter => Array.ConvertAll(session.Gradient(parameter).ToArray(), value => (double)value))];
        double[] norms = [.. before.Select(gradient => Math.Sqrt(gradient.Sum(value => value * value)))];
        Assert.Contains(norms, norm => norm < limit);
        Assert.Contains(norms, norm => norm > limit);

        Assert.Equal(0, session.ClipGradients(new ClipByNorm(limit)));

        var expected = before.SelectMany((gradient, i) => gradient.Select(value => value * limit / Math.Max(norms[i], limit)));
        Tolerance.Float32.AssertClose([.. expected], [.. Gradients(session, network)], "gradients");
    }

    [Fact]
    public void A_step_clips_as_its_optimizer_says()
    {
        var (clipped, network) = Started(new SGD(1f) { Clipping = new ClipByGlobalNorm(0.1) });
        var before = network.StateDict();
        clipped.Step();
        var moved = network.StateDict().SelectMany(pair => pair.Value.ToArray().Zip(before[pair.Key].ToArray(), (now, then) => (double)now - then));
        Assert.Equal(0.1, Math.Sqrt(moved.Sum(value => value * value)), 1e-5);
    }

    [Fact]
    public void Frozen_parameters_do_not_count()
    {
        var (session, network) = Started(new SGD { Groups = [new ParameterGroup(name => name.EndsWith("weight", StringComparison.Ordinal)) { IsFrozen = true }] });
        var biases = network.NamedParameters.Where(pair => pair.Name.EndsWith("bias", StringComparison.Ordinal)).Select(pair => pair.Parameter);
        var norm = Math.Sqrt(biases.SelectMany(bias => session.Gradient(bias).ToArray()).Sum(value => (double)value * value));
        Tolerance.Float32.AssertClose(norm, session.ClipGradients(new ClipByGlobalNorm(1)), "norm");
    }

    [Theory]
    [InlineData(1e25f)]
    [InlineData(1e-25f)]
    public void Norms_whose_squares_leave_float32_are_right(float size)
    {
        float[] gradient = [3 * size, 4 * size];
        var clipping = new ClipByGlobalNorm(1);
        var norm = clipping.Norm(clipping.Add(0, gradient, WorkerPool.Get(1)));
        Assert.Equal(5.0 * size, norm, 5e-6 * size);
        clipping.Clip(gradient, norm, WorkerPool.Get(1));
        Assert.Equal(size > 1 ? 0.6f : 3 * size, gradient[0], 1e-6f);
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_stays_one()
    {
        float[] gradient = [float.NaN, 1f];
        new ClipByValue(0.5f).Clip(gradient, 0, WorkerPool.Get(1));
        Assert.Equal([float.NaN, 0.5f], gradient);
        var clipping = new ClipByGlobalNorm(0.5);
        Assert.True(double.IsNaN(clipping.Norm(clipping.Add(0, gradient, WorkerPool.Get(1)))));
    }

    [Fact]
    public void The_norm_does_not_depend_on_threads()
    {
        var gradient = OptimizerConformanceTests.Normal(300_001, 5);
        var clipping = new ClipByGlobalNorm(1);
        Assert.Equal(clipping.Add(0, gradient, WorkerPool.Get(1)), clipping.Add(0, gradient, WorkerPool.Get(3)));
    }

    [Fact]
    public void Limits_that_are_not_positive_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByValue(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByNorm(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByGlobalNorm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByGlobalNorm(1, 0.5));
    }

    private static (Interop.Native.Training.TrainingSession Session, Sequential Network) Started(Optimizer optimizer)
    {
        var network = new Sequential(new Dense(6, "sigmoid"), new Dense(2)) { Generator = new TorchGenerator(2) };
        network.Build(new Shape(3));
        network.Compile(optimizer, "mse");
        var session = network.StartTraining(4);
        var x = new Tensor([4, 3]);
        new TorchGenerator(3).FillNormal(x.Span, 0, 2);
        session.Forward(x);
        session.Cost(new Tensor([4, 2]));
        session.Backward();
        return (session, network);
    }

    private static IEnumerable<double> Gradients(Interop.Native.Training.TrainingSession session, Sequential network) =>
        network.TrainableParameters.SelectMany(parameter => session.Gradient(parameter).ToArray()).Select(value => (double)value);
}
