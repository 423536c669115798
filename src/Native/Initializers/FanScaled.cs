using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>An initializer around 0 whose standard deviation σ depends on fan-in and fan-out: uniform U(−√3 σ, √3 σ) or normal N(0, σ²).</summary>
public abstract class FanScaled : Initializer
{
    /// <summary>What two standard deviations' cut leaves of a standard normal distribution's deviation.</summary>
    private const double TruncatedDeviation = 0.87962566103423978;

    private readonly NormalTail? _tail;

    /// <summary>Chooses the distribution.</summary>
    /// <param name="tail">The normal distribution's tail; null for the uniform distribution.</param>
    private protected FanScaled(NormalTail? tail) => _tail = tail;

    /// <summary>The tails of a normal distribution; null for a uniform one.</summary>
    internal NormalTail? Tail => _tail;

    /// <summary>σ.</summary>
    /// <param name="fans">Fan-in and fan-out.</param>
    public abstract double Deviation(Fans fans);

    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        InitializerArguments.Check(values, generator);
        if (values.Count == 0)
        {
            return;
        }

        var deviation = Deviation(fans);
        switch (_tail)
        {
            case null:
                var bound = (float)(Math.Sqrt(3.0) * deviation);
                generator.FillUniform(values.Span, -bound, bound);
                break;
            case NormalTail.Full:
                generator.FillNormal(values.Span, 0, deviation);
                break;
            default:
                TruncatedNormal.WithinTwoDeviations(deviation / TruncatedDeviation).Fill(values, fans, generator);
                break;
        }
    }
}
