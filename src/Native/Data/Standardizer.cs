using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// Brings each column to mean 0 and deviation 1: <c>(x − μ_j)/σ_j</c>, μ and σ (biased, 1/N) of the training samples, scikit-learn's
/// <c>StandardScaler</c>. A constant column becomes 0. Fit it on the training part only, and apply it to all parts.
/// </summary>
public sealed class Standardizer
{
    private readonly float[] _mean;
    private readonly float[] _deviation;

    private Standardizer(float[] mean, float[] deviation)
    {
        _mean = mean;
        _deviation = deviation;
    }

    /// <summary>μ, one for each column.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>σ, one for each column; 1 where the column is constant.</summary>
    public IReadOnlyList<float> Deviation => _deviation;

    /// <summary>Measures the columns.</summary>
    /// <param name="samples">[N, …]; everything after the first axis counts as columns.</param>
    /// <exception cref="NetworkException">There are no samples.</exception>
    public static Standardizer Fit(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0 || samples.Shape.Rank < 2)
        {
            throw new NetworkException($"Standardizing takes samples of shape [N, …] with N of 1 or more, got {samples.Shape}.");
        }

        NumberCheck.RejectNaN(samples, "samples");
        var (rows, columns) = (samples.Shape[0], samples.Shape.Skip(1).Size);
        var (mean, deviation) = (new float[columns], new float[columns]);
        for (var column = 0; column < columns; column++)
        {
            double sum = 0;
            for (var row = 0; row < rows; row++)
            {
                sum += samples.Span[(row * columns) + column];
            }

            double squares = 0;
            for (var row = 0; row < rows; row++)
            {
                var centred = samples.Span[(row * columns) + column] - (sum / rows);
                squares += centred * centred;
            }

            mean[column] = (float)(sum / rows);

            // Of a constant column rounding may leave a trace; dividing by it would make noise of nothing.
            var spread = Math.Sqrt(squares / rows);
            deviation[column] = spread > Math.Abs(sum / rows) * 1e-7 ? (float)spread : 1;
        }

        return new Standardizer(mean, deviation);
    }

    /// <summary>A copy with all columns standardized.</summary>
    /// <param name="samples">[N, …] with as many columns as were measured.</param>
    /// <exception cref="NetworkException">The number of columns differs.</exception>
    public Tensor Apply(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Shape.Rank < 2 || samples.Shape.Skip(1).Size != _mean.Length)
        {
            throw new NetworkException($"The standardizer was fitted on {_mean.Length} columns, got samples of shape {samples.Shape}.");
        }

        var result = samples.Clone();
        var values = result.Span;
        for (var i = 0; i < values.Length; i++)
        {
            var column = i % _mean.Length;
            values[i] = (values[i] - _mean[column]) / _deviation[column];
        }

        return result;
    }
}
