using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>The column of regression. ML.NET makes it by its contract's name.</summary>
[CustomMappingFactoryAttribute(CarriedColumns.NumberMapping)]
internal sealed class CarriedNumber : CustomMappingFactory<CarriedNumber.Input, CarriedNumber.Output>
{
    /// <inheritdoc/>
    public override Action<Input, Output> GetMapping() => static (input, output) => output.Score = input.Scores.GetItemOrDefault(0);

    internal sealed class Input
    {
        [ColumnName(CarriedColumns.Scores)]
        public VBuffer<float> Scores { get; set; }
    }

    internal sealed class Output
    {
        [ColumnName(OutputNames.Score)]
        public float Score { get; set; }
    }
}
