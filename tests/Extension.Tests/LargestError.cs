using Interop.Native.Losses;
using Interop.Native.Metrics;

namespace Interop.Extension.Tests;

/// <summary>A metric written outside the engine: the largest absolute difference.</summary>
public sealed class LargestError : Metric
{
    private double _largest;

    public override string Name => "largest_error";

    public override double Result => _largest;

    public override void Reset() => _largest = 0;

    public override void Update(in LossInputs inputs)
    {
        for (var i = 0; i < inputs.Predictions.Length; i++)
        {
            _largest = Math.Max(_largest, Math.Abs(inputs.Predictions[i] - inputs.Targets[i]));
        }
    }
}
