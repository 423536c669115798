namespace Interop.Native.Tests.Reference;

/// <summary>A float64 number whose derivatives are recorded on a <see cref="Tape"/>.</summary>
public readonly struct Var
{
    private readonly Tape _tape;

    internal Var(Tape tape, int index)
    {
        _tape = tape;
        Index = index;
    }

    /// <summary>The number.</summary>
    public double Value => _tape.ValueOf(Index);

    internal int Index { get; }

    public static Var operator +(Var a, Var b) => a._tape.Record(a.Value + b.Value, a.Index, 1, b.Index, 1);

    public static Var operator -(Var a, Var b) => a._tape.Record(a.Value - b.Value, a.Index, 1, b.Index, -1);

    public static Var operator *(Var a, Var b) => a._tape.Record(a.Value * b.Value, a.Index, b.Value, b.Index, a.Value);

    public static Var operator /(Var a, Var b) => a._tape.Record(a.Value / b.Value, a.Index, 1 / b.Value, b.Index, -a.Value / (b.Value * b.Value));

    public static Var operator -(Var a) => a._tape.Record(-a.Value, a.Index, -1, -1, 0);

    public static Var operator +(Var a, double b) => a._tape.Record(a.Value + b, a.Index, 1, -1, 0);

    public static Var operator +(double a, Var b) => b + a;

    public static Var operator -(Var a, double b) => a + -b;

    public static Var operator -(double a, Var b) => -b + a;

    public static Var operator *(Var a, double b) => a._tape.Record(a.Value * b, a.Index, b, -1, 0);

    public static Var operator *(double a, Var b) => b * a;

    public static Var operator /(Var a, double b) => a * (1 / b);

    public static Var operator /(double a, Var b) => b._tape.Record(a / b.Value, b.Index, -a / (b.Value * b.Value), -1, 0);

    /// <summary>A function whose value and derivative at this point are known.</summary>
    /// <param name="value">f(x).</param>
    /// <param name="slope">f'(x).</param>
    public Var Apply(double value, double slope) => _tape.Record(value, Index, slope, -1, 0);

    public static Var Exp(Var x) => x.Apply(Math.Exp(x.Value), Math.Exp(x.Value));

    public static Var Log(Var x) => x.Apply(Math.Log(x.Value), 1 / x.Value);

    public static Var Sqrt(Var x) => x.Apply(Math.Sqrt(x.Value), 0.5 / Math.Sqrt(x.Value));

    public static Var Tanh(Var x) => x.Apply(Math.Tanh(x.Value), 1 - (Math.Tanh(x.Value) * Math.Tanh(x.Value)));

    public static Var Pow(Var x, double exponent) => x.Apply(Math.Pow(x.Value, exponent), exponent * Math.Pow(x.Value, exponent - 1));

    /// <summary>|x|, with derivative 0 at 0.</summary>
    public static Var Abs(Var x) => x.Apply(Math.Abs(x.Value), Math.Sign(x.Value));

    /// <summary>The larger; the first of equals takes the derivative.</summary>
    public static Var Max(Var a, Var b) => a.Value >= b.Value ? a : b;

    /// <summary>The larger of a number and a constant; the constant takes the derivative at equality.</summary>
    public static Var Max(Var a, double b) => a.Value > b ? a : a.Apply(b, 0);

    /// <summary>The smaller of a number and a constant; the constant takes the derivative at equality.</summary>
    public static Var Min(Var a, double b) => a.Value < b ? a : a.Apply(b, 0);

    /// <summary>The sum; needs at least one term.</summary>
    public static Var Sum(ReadOnlySpan<Var> terms)
    {
        var sum = terms[0];
        foreach (var term in terms[1..])
        {
            sum += term;
        }

        return sum;
    }
}
