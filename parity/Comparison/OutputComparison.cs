using System.Security.Cryptography;
using Interop.Native.Files;

namespace Interop.Parity.Comparison;

/// <summary>How far one output of a case lies from the reference's.</summary>
internal sealed record OutputComparison
{
    /// <summary>The output's name.</summary>
    public required string Name { get; init; }

    /// <summary>The policy that it was held to.</summary>
    public required TolerancePolicy Policy { get; init; }

    /// <summary>Whether it lies within the policy.</summary>
    public bool Holds => Problem is null;

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Problem { get; private init; }

    /// <summary>Why it may be wrong, from the list of known differences; null where nothing excuses it.</summary>
    public string? Excuse { get; init; }

    /// <summary>Whether it is something computed forward, as a loss or a layer's output is, and no gradient, statistic or state.</summary>
    public bool IsForward { get; init; }

    /// <summary>The values themselves, of what is drawn in reports as a curve; null for everything else.</summary>
    public CurveComparison? Curve { get; init; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the engine's bytes, by which two runs are told apart.</summary>
    public string? Digest { get; private init; }

    /// <summary>The largest part of its tolerance that an element uses up: above 1 where it does not hold.</summary>
    public double ToleranceUsed { get; private init; }

    /// <summary>Both sides against the float64 truth; null where there is none.</summary>
    public TruthComparison? Truth { get; private init; }

    /// <summary>The shape, as text.</summary>
    public string Shape { get; private init; } = "";

    /// <summary>The number of elements.</summary>
    public int Count { get; private init; }

    /// <summary>How many elements are the same bits.</summary>
    public int SameBits { get; private init; }

    /// <summary>The largest |actual − expected|.</summary>
    public double MaximumAbsolute { get; private init; }

    /// <summary>The mean of |actual − expected|.</summary>
    public double MeanAbsolute { get; private init; }

    /// <summary>The largest |actual − expected| / |expected|, over elements where expected is not 0.</summary>
    public double MaximumRelative { get; private init; }

    /// <summary>The mean of |actual − expected| / |expected|, over elements where expected is not 0.</summary>
    public double MeanRelative { get; private init; }

    /// <summary>Elements by distance in units in the last place of float32.</summary>
    public UlpHistogram Ulps { get; private init; } = new();

    /// <summary>The cosine of the angle between the two; 1 where both are zero.</summary>
    public double Cosine { get; private init; } = 1;

    /// <summary>The element farthest beyond or within its tolerance.</summary>
    public int WorstIndex { get; private init; }

    /// <summary>The reference's value there.</summary>
    public double WorstExpected { get; private init; }

    /// <summary>The value there.</summary>
    public double WorstActual { get; private init; }

    /// <summary>The first element that is not the same bits; null where all are.</summary>
    public int? FirstDifference { get; private init; }

    /// <summary>Compares an output with the reference's.</summary>
    /// <param name="name">The output's name.</param>
    /// <param name="policy">How far it may lie from it.</param>
    /// <param name="actual">The output; null where the engine gave none.</param>
    /// <param name="expected">The reference's; null where it has none.</param>
    /// <param name="truth">The same in float64; null where nobody computed it.</param>
    public static OutputComparison Of(string name, TolerancePolicy policy, StoredTensor? actual, StoredTensor? expected, StoredTensor? truth = null)
    {
        if (actual is null || expected is null)
        {
            return new OutputComparison { Name = name, Policy = policy, Problem = actual is null ? "there is no such output" : "the reference has no such output" };
        }

        if (actual.Type != expected.Type || actual.Shape != expected.Shape)
        {
            var problem = $"expected {expected.Type} {expected.Shape}, got {actual.Type} {actual.Shape}";
            return new OutputComparison { Name = name, Policy = policy, Problem = problem };
        }

        if (truth is not null && truth.Shape != actual.Shape)
        {
            return new OutputComparison { Name = name, Policy = policy, Problem = $"the truth has shape {truth.Shape}, the output {actual.Shape}" };
        }

        var (own, others) = (actual.ToDoubles(), expected.ToDoubles());
        return new ElementComparison(policy, own, others).Result(name) with
        {
            Shape = $"{actual.Shape}",
            Digest = Convert.ToHexStringLower(SHA256.HashData(actual.Bytes.Span))[..16],
            Truth = truth is null ? null : TruthComparison.Of(own, others, truth.ToDoubles()),
        };
    }

    /// <summary>Walks through the elements once and gathers every figure.</summary>
    private sealed class ElementComparison
    {
        private readonly TolerancePolicy _policy;
        private readonly UlpHistogram _ulps = new();
        private readonly int _count;
        private int _sameBits;
        private int _beyond;
        private int _nonZero;
        private int? _firstDifference;
        private double _maximumAbsolute;
        private double _sumAbsolute;
        private double _maximumRelative;
        private double _sumRelative;
        private double _worstExcess = double.NegativeInfinity;
        private (int Index, double Expected, double Actual) _worst;
        private double _toleranceUsed;
        private double _dot;
        private double _actualSquares;
        private double _expectedSquares;

        public ElementComparison(TolerancePolicy policy, double[] actual, double[] expected)
        {
            _policy = policy;
            _count = actual.Length;
            for (var i = 0; i < actual.Length; i++)
            {
                Take(i, actual[i], expected[i]);
            }
        }

        public OutputComparison Result(string name)
        {
            var length = Math.Sqrt(_actualSquares) * Math.Sqrt(_expectedSquares);
            return new OutputComparison
            {
                Name = name,
                Policy = _policy,
                Problem = _beyond == 0
                    ? null
                    : $"{_beyond} of {_count} values lie beyond '{_policy.Name}'; at {_worst.Index} expected {_worst.Expected:G9}, got {_worst.Actual:G9}",
                Count = _count,
                SameBits = _sameBits,
                MaximumAbsolute = _maximumAbsolute,
                MeanAbsolute = _count == 0 ? 0 : _sumAbsolute / _count,
                MaximumRelative = _maximumRelative,
                MeanRelative = _nonZero == 0 ? 0 : _sumRelative / _nonZero,
                ToleranceUsed = _toleranceUsed,
                Ulps = _ulps,
                Cosine = length == 0 ? 1 : _dot / length,
                WorstIndex = _worst.Index,
                WorstExpected = _worst.Expected,
                WorstActual = _worst.Actual,
                FirstDifference = _firstDifference,
            };
        }

        private void Take(int index, double actual, double expected)
        {
            var same = BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected);

            // NaN beside NaN and equal infinities lie no distance apart; beside anything else, infinitely far.
            var distance = same ? 0 : Math.Abs(actual - expected);
            distance = double.IsNaN(distance) ? double.PositiveInfinity : distance;
            var tolerance = _policy.Absolute + (_policy.Relative * Math.Abs(expected));
            var excess = same ? -tolerance : double.IsInfinity(distance) ? distance : Math.Max(distance, double.Epsilon) - tolerance;
            if (excess > 0)
            {
                _beyond++;
            }

            _toleranceUsed = Math.Max(_toleranceUsed, same ? 0 : tolerance == 0 ? double.PositiveInfinity : distance / tolerance);

            if (excess > _worstExcess)
            {
                (_worstExcess, _worst) = (excess, (index, expected, actual));
            }

            _sameBits += same ? 1 : 0;
            _firstDifference ??= same ? null : index;
            _maximumAbsolute = Math.Max(_maximumAbsolute, distance);
            _sumAbsolute += distance;
            if (expected != 0 && double.IsFinite(expected))
            {
                _nonZero++;
                _maximumRelative = Math.Max(_maximumRelative, distance / Math.Abs(expected));
                _sumRelative += distance / Math.Abs(expected);
            }

            _ulps.Add((float)actual, (float)expected);
            _dot += actual * expected;
            _actualSquares += actual * actual;
            _expectedSquares += expected * expected;
        }
    }
}
