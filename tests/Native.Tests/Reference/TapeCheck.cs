using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Reference;

/// <summary>Checks a reference itself: its tape gradient against central differences in float64, relative error at most 1e-6.</summary>
public static class TapeCheck
{
    private const double Step = 1e-5;

    /// <summary>Fails where the tape's gradient of f differs from (f(x+h) − f(x−h)) / 2h.</summary>
    /// <param name="f">A smooth function near the point.</param>
    /// <param name="point">Where to check it.</param>
    /// <param name="what">What is checked, for the message.</param>
    public static void AgainstCentralDifferences(Func<Var[], Var> f, ReadOnlySpan<double> point, string what)
    {
        var tape = new Tape();
        var x = new Var[point.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = tape.Variable(point[i]);
        }

        var analytic = tape.Gradient(f(x), x);
        var numeric = new double[x.Length];
        var moved = point.ToArray();
        for (var i = 0; i < moved.Length; i++)
        {
            var h = Step * Math.Max(1, Math.Abs(point[i]));
            moved[i] = point[i] + h;
            var above = Evaluate(f, moved);
            moved[i] = point[i] - h;
            var below = Evaluate(f, moved);
            moved[i] = point[i];
            numeric[i] = (above - below) / (2 * h);
        }

        Tolerance.CentralDifference.AssertClose(numeric, analytic, what);
    }

    private static double Evaluate(Func<Var[], Var> f, double[] point)
    {
        var tape = new Tape();
        return f([.. point.Select(tape.Variable)]).Value;
    }
}
