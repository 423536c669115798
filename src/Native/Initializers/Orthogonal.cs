using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>
/// A weight [out, in, k…] seen as a matrix of out rows whose rows, or columns if there are fewer, are orthonormal: the Q of a standard normal matrix
/// A = QR with positive diagonal of R, times the gain. PyTorch's <c>orthogonal_</c>: the same random numbers and signs, values within float32's
/// rounding. Source: Saxe, McClelland and Ganguli 2014.
/// </summary>
/// <param name="gain">The factor; rows then have this length.</param>
public sealed class Orthogonal(double gain = 1) : Initializer
{
    /// <summary>What the orthonormal vectors are multiplied by.</summary>
    public double Gain => gain;

    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        InitializerArguments.Check(values, generator);
        if (values.Shape.Rank < 2)
        {
            throw new ArgumentException($"An orthogonal weight has two axes or more, got {values.Shape}.", nameof(values));
        }

        if (values.Count == 0)
        {
            return;
        }

        generator.FillNormal(values.Span, 0, 1);
        var rows = values.Shape[0];
        var columns = values.Count / rows;

        // The vectors to make orthonormal: the columns of a tall matrix, the rows of a wide one.
        var vectors = rows < columns ? Gather(values.Span, rows, columns, columns, 1) : Gather(values.Span, columns, rows, 1, columns);
        Orthonormalize(vectors);
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var k = 0; k < vectors[i].Length; k++)
            {
                values.Span[rows < columns ? (i * columns) + k : (k * columns) + i] = (float)(gain * vectors[i][k]);
            }
        }
    }

    private static double[][] Gather(ReadOnlySpan<float> values, int count, int length, int vectorStride, int elementStride)
    {
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            for (var k = 0; k < length; k++)
            {
                vectors[i][k] = values[(i * vectorStride) + (k * elementStride)];
            }
        }

        return vectors;
    }

    // Gram and Schmidt's process, each vector cleared of the ones before twice, which keeps double precision. Dividing by the length, which is
    // positive, makes the diagonal of R positive.
    private static void Orthonormalize(double[][] vectors)
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                {
                    var projection = Dot(vectors[i], vectors[j]);
                    for (var k = 0; k < vectors[i].Length; k++)
                    {
                        vectors[i][k] -= projection * vectors[j][k];
                    }
                }
            }

            var length = Math.Sqrt(Dot(vectors[i], vectors[i]));
            for (var k = 0; k < vectors[i].Length; k++)
            {
                vectors[i][k] /= length;
            }
        }
    }

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (var k = 0; k < x.Length; k++)
        {
            sum += x[k] * y[k];
        }

        return sum;
    }
}
