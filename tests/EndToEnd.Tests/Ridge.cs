using Interop.Native.Data;

namespace Interop.EndToEnd.Tests;

/// <summary>Ridge regression in float64 by its closed form, <c>w = (XᵀX + αI)⁻¹Xᵀ(y − ȳ)</c>, intercept ȳ for standardized X: what a network must reach.</summary>
internal sealed class Ridge
{
    private readonly double[] _weights;
    private readonly double _intercept;

    public Ridge(TensorDataset data, double alpha)
    {
        var (x, y) = (data.Inputs[0], data.Targets[0]);
        var (rows, columns) = (x.Shape[0], x.Shape[1]);
        _intercept = y.ToArray().Average(value => (double)value);
        var system = new double[columns, columns + 1];
        for (var i = 0; i < columns; i++)
        {
            for (var row = 0; row < rows; row++)
            {
                for (var j = 0; j < columns; j++)
                {
                    system[i, j] += (double)x[row, i] * x[row, j];
                }

                system[i, columns] += x[row, i] * (y[row, 0] - _intercept);
            }

            system[i, i] += alpha;
        }

        _weights = Solve(system, columns);
    }

    /// <summary>R², the part of the variance that is explained.</summary>
    public double Score(TensorDataset data)
    {
        var (x, y) = (data.Inputs[0], data.Targets[0]);
        var mean = y.ToArray().Average(value => (double)value);
        double residual = 0, total = 0;
        for (var row = 0; row < x.Shape[0]; row++)
        {
            var prediction = _intercept;
            for (var i = 0; i < _weights.Length; i++)
            {
                prediction += _weights[i] * x[row, i];
            }

            residual += Math.Pow(y[row, 0] - prediction, 2);
            total += Math.Pow(y[row, 0] - mean, 2);
        }

        return 1 - (residual / total);
    }

    // Gaussian elimination; the matrix is positive definite, so no pivoting is needed.
    private static double[] Solve(double[,] system, int size)
    {
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = 0; row < size; row++)
            {
                var factor = row == pivot ? 0 : system[row, pivot] / system[pivot, pivot];
                for (var column = pivot; column <= size && factor != 0; column++)
                {
                    system[row, column] -= factor * system[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => system[i, size] / system[i, i])];
    }
}
