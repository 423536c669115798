namespace Interop.Native.Tests.Reference;

/// <summary>
/// Reverse-mode differentiation over float64 scalars. A reference written with <see cref="Var"/> in plain loops gives values and, through the
/// tape, gradients; it shares no code with the engine.
/// </summary>
public sealed class Tape
{
    private readonly List<double> _values = [];
    private readonly List<(int Left, double LeftSlope, int Right, double RightSlope)> _edges = [];

    /// <summary>A new independent variable.</summary>
    /// <param name="value">Its value.</param>
    public Var Variable(double value) => Record(value, -1, 0, -1, 0);

    /// <summary>New independent variables.</summary>
    /// <param name="values">Their values.</param>
    public Var[] Variables(ReadOnlySpan<float> values)
    {
        var variables = new Var[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            variables[i] = Variable(values[i]);
        }

        return variables;
    }

    /// <summary>The derivative of a result with respect to each variable.</summary>
    /// <param name="result">The result.</param>
    /// <param name="variables">The variables.</param>
    public double[] Gradient(Var result, ReadOnlySpan<Var> variables)
    {
        var slopes = new double[_values.Count];
        slopes[result.Index] = 1;
        for (var i = result.Index; i >= 0; i--)
        {
            var (left, leftSlope, right, rightSlope) = _edges[i];
            if (slopes[i] == 0)
            {
                continue;
            }

            if (left >= 0)
            {
                slopes[left] += slopes[i] * leftSlope;
            }

            if (right >= 0)
            {
                slopes[right] += slopes[i] * rightSlope;
            }
        }

        var gradient = new double[variables.Length];
        for (var i = 0; i < variables.Length; i++)
        {
            gradient[i] = slopes[variables[i].Index];
        }

        return gradient;
    }

    internal double ValueOf(int index) => _values[index];

    internal Var Record(double value, int left, double leftSlope, int right, double rightSlope)
    {
        _values.Add(value);
        _edges.Add((left, leftSlope, right, rightSlope));
        return new Var(this, _values.Count - 1);
    }
}
