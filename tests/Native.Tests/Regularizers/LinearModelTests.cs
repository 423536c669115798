using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Regularizers;

/// <summary>D4: ridge, LASSO and logistic regression are networks of one layer. Each is trained and compared with a solver of its own in float64.</summary>
public class LinearModelTests
{
    private const int Samples = 80;
    private const int Features = 6;
    private static readonly double[] True = [1.5, -2, 0, 0.7, 0, 0.05];

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.05)]
    [InlineData(1.0)]
    public void Ridge_regression_has_the_closed_form(double lambda)
    {
        // min 1/n Σ(wx + b − y)² + λ‖w‖²: with x and y centred, (XᵀX + nλI) w = Xᵀy.
        var (x, y) = Regression();
        var (xMean, yMean) = (Means(x), y.Average());
        var matrix = new double[Features, Features];
        var right = new double[Features];
        for (var i = 0; i < Samples; i++)
        {
            for (var j = 0; j < Features; j++)
            {
                right[j] += (x[i][j] - xMean[j]) * (y[i] - yMean);
                for (var k = 0; k < Features; k++)
                {
                    matrix[j, k] += (x[i][j] - xMean[j]) * (x[i][k] - xMean[k]);
                }
            }
        }

        for (var j = 0; j < Features; j++)
        {
            matrix[j, j] += Samples * lambda;
        }

        var w = Solve(matrix, right);
        var b = yMean - Dot(w, xMean);

        var trained = Train(x, y, new Dense(1) { KernelRegularizer = new L2(lambda) }, "mse", new SGD(0.1f), 1500);

        Tolerance.Accumulation.AssertClose([.. w, b], trained, $"ridge regression, λ = {lambda}");
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    public void Lasso_finds_the_weights_of_coordinate_descent_and_its_zeros(double lambda)
    {
        // w = u − v with u, v ≥ 0: the penalty is smooth there and the projection holds the zeros, so that gradient descent arrives.
        var (x, y) = Regression();
        var solution = CoordinateDescent(x, y, lambda);
        Assert.Contains(0, solution);
        double[][] split = [.. x.Select(row => (double[])[.. row, .. row.Select(value => -value)])];
        var layer = new Dense(1, kernelInitializer: "zeros")
        {
            KernelRegularizer = new L1(lambda, signAtZero: SignAtZero.PlusOne),
            KernelConstraint = new NonNegative(),
        };

        var trained = Train(split, y, layer, "mse", new SGD(0.1f), 2000);

        float[] weights = [.. Enumerable.Range(0, Features).Select(j => trained[j] - trained[Features + j]), trained[^1]];
        Tolerance.Accumulation.AssertClose(solution, weights, $"LASSO, λ = {lambda}");
        Assert.Equal(solution.Select(weight => weight == 0), weights.Select(weight => weight == 0));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    public void Plain_subgradient_steps_swing_around_the_weights_of_the_lasso(double lambda)
    {
        const float rate = 0.001f;
        var (x, y) = Regression();
        var solution = CoordinateDescent(x, y, lambda);

        var trained = Train(x, y, new Dense(1) { KernelRegularizer = new L1(lambda) }, "mse", new SGD(rate), 10_000);

        // A weight that should be 0 overshoots it by up to ηλ at each step; the others answer to that.
        for (var j = 0; j <= Features; j++)
        {
            Assert.Equal(solution[j], trained[j], 2 * rate * lambda);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(8.0)]
    public void Logistic_regression_finds_the_weights_of_Newtons_method(double lambda)
    {
        // D4: min 1/n Σ L(y, σ(wx + b)) + λ/n Σ w², L the cross-entropy.
        var (x, score) = Regression();
        double[] y = [.. score.Select(value => value > 0.3 ? 1.0 : 0.0)];
        var solution = Newton(x, y, lambda);

        var trained = Train(
            x, y, new Dense(1, "sigmoid") { KernelRegularizer = new L2(lambda, PenaltyScale.PerSample) }, "binary_crossentropy", new SGD(0.5f, 0.9), 3000);

        Tolerance.Accumulation.AssertClose(solution, trained, $"logistic regression, λ = {lambda}");
    }

    // min 1/n Σ(wx + b − y)² + λ‖w‖₁, one weight after another: w = soft(Σ x r, nλ/2) / Σ x². Weights and, last, the bias.
    private static double[] CoordinateDescent(double[][] x, double[] y, double lambda)
    {
        var (xMean, yMean) = (Means(x), y.Average());
        var w = new double[Features];
        for (var round = 0; round < 500; round++)
        {
            for (var j = 0; j < Features; j++)
            {
                double product = 0, square = 0;
                for (var i = 0; i < Samples; i++)
                {
                    var residual = y[i] - yMean - Enumerable.Range(0, Features).Sum(k => k == j ? 0 : w[k] * (x[i][k] - xMean[k]));
                    product += (x[i][j] - xMean[j]) * residual;
                    square += (x[i][j] - xMean[j]) * (x[i][j] - xMean[j]);
                }

                w[j] = Math.Sign(product) * Math.Max(Math.Abs(product) - (Samples * lambda / 2), 0) / square;
            }
        }

        return [.. w, yMean - Dot(w, xMean)];
    }

    // Weights and, last, the bias: θ −= H⁻¹ ∇ until it stands still.
    private static double[] Newton(double[][] x, double[] y, double lambda)
    {
        var theta = new double[Features + 1];
        for (var round = 0; round < 50; round++)
        {
            var hessian = new double[Features + 1, Features + 1];
            var gradient = new double[Features + 1];
            for (var i = 0; i < Samples; i++)
            {
                double[] row = [.. x[i], 1];
                var p = 1 / (1 + Math.Exp(-Dot(theta, row)));
                for (var j = 0; j <= Features; j++)
                {
                    gradient[j] += (p - y[i]) * row[j];
                    for (var k = 0; k <= Features; k++)
                    {
                        hessian[j, k] += p * (1 - p) * row[j] * row[k];
                    }
                }
            }

            for (var j = 0; j < Features; j++)
            {
                gradient[j] += 2 * lambda * theta[j];
                hessian[j, j] += 2 * lambda;
            }

            var step = Solve(hessian, gradient);
            theta = [.. theta.Zip(step, (value, change) => value - change)];
        }

        return theta;
    }

    // Full batches; the weights, then the bias.
    private static float[] Train(double[][] x, double[] y, Dense layer, string loss, SGD optimizer, int steps)
    {
        var network = new Sequential(layer);
        network.Build(new Shape(x[0].Length));
        network.Compile(optimizer, loss);
        var session = network.StartTraining(Samples);
        var inputs = Tensor.From([Samples, x[0].Length], [.. x.SelectMany(row => row).Select(value => (float)value)]);
        var targets = Tensor.From([Samples, 1], [.. y.Select(value => (float)value)]);
        for (var step = 0; step < steps; step++)
        {
            session.Forward(inputs);
            session.Cost(targets);
            session.Backward();
            session.Step();
        }

        return [.. network.StateDict()["0.weight"].ToArray(), .. network.StateDict()["0.bias"].ToArray()];
    }

    private static (double[][] X, double[] Y) Regression()
    {
        var drawn = new float[Samples * (Features + 1)];
        new TorchGenerator(11).FillNormal(drawn, 0, 1);
        var x = new double[Samples][];
        var y = new double[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var row = drawn.AsSpan(i * (Features + 1), Features + 1);
            x[i] = new double[Features];
            for (var j = 0; j < Features; j++)
            {
                // Neighbouring features are correlated, so that shrinkage is more than a factor.
                x[i][j] = (float)(row[j] + (0.4 * row[(j + 1) % Features]));
            }

            y[i] = (float)(0.3 + Dot(True, x[i]) + (0.5 * row[Features]));
        }

        return (x, y);
    }

    private static double[] Means(double[][] x) => [.. Enumerable.Range(0, Features).Select(j => x.Average(row => row[j]))];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    // Gauss' elimination for a positive definite matrix.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var x = (double[])right.Clone();
        for (var column = 0; column < n; column++)
        {
            for (var row = column + 1; row < n; row++)
            {
                var factor = matrix[row, column] / matrix[column, column];
                for (var k = column; k < n; k++)
                {
                    matrix[row, k] -= factor * matrix[column, k];
                }

                x[row] -= factor * x[column];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++)
            {
                x[row] -= matrix[row, k] * x[k];
            }

            x[row] /= matrix[row, row];
        }

        return x;
    }
}
