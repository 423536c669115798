using Interop.Native.Tensors;

namespace Interop.Parity.Cases;

/// <summary>
/// The numbers that cases feed to every engine: SplitMix64 (Steele, Lea and Flood 2014) with nothing but exact or correctly rounded
/// arithmetic behind it, so that they are the same bits on every machine. Apart from the engine's generators, which are under test.
/// </summary>
internal sealed class InputNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform in [from, to).</summary>
    public Tensor Uniform(Shape shape, double from = -1, double to = 1)
    {
        var tensor = new Tensor(shape);
        foreach (ref var value in tensor.Span)
        {
            value = (float)(from + ((to - from) * Unit()));
        }

        return tensor;
    }

    /// <summary>Class indices as floats.</summary>
    public Tensor Classes(int count, int classes)
    {
        var tensor = new Tensor([count]);
        foreach (ref var value in tensor.Span)
        {
            value = Next() % (ulong)classes;
        }

        return tensor;
    }

    /// <summary>Zeros and ones.</summary>
    public Tensor Labels(Shape shape)
    {
        var tensor = new Tensor(shape);
        foreach (ref var value in tensor.Span)
        {
            value = Next() >> 63;
        }

        return tensor;
    }

    /// <summary>Rows of positive numbers that add up to 1.</summary>
    public Tensor Distributions(int rows, int classes)
    {
        var tensor = new Tensor([rows, classes]);
        Span<double> row = stackalloc double[classes];
        for (var i = 0; i < rows; i++)
        {
            double sum = 0;
            foreach (ref var value in row)
            {
                value = 0.05 + Unit();
                sum += value;
            }

            for (var j = 0; j < classes; j++)
            {
                tensor[i, j] = (float)(row[j] / sum);
            }
        }

        return tensor;
    }

    /// <summary>Rows with a single one, at the class.</summary>
    public static Tensor OneHot(Tensor indices, int classes)
    {
        var tensor = new Tensor([indices.Count, classes]);
        for (var i = 0; i < indices.Count; i++)
        {
            tensor[i, (int)indices[i]] = 1;
        }

        return tensor;
    }

    private double Unit() => (Next() >> 40) * (1.0 / (1 << 24));

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
