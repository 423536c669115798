using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>The columns of binary classification. ML.NET makes it by its contract's name.</summary>
[CustomMappingFactoryAttribute(CarriedColumns.BinaryMapping)]
internal sealed class CarriedBinary : CustomMappingFactory<CarriedBinary.Input, CarriedBinary.Output>
{
    /// <inheritdoc/>
    public override Action<Input, Output> GetMapping() => static (input, output) =>
    {
        output.Score = input.Scores.GetItemOrDefault(0);
        output.Probability = input.Probabilities.GetItemOrDefault(0);
        output.PredictedLabel = input.Answers.GetItemOrDefault(0) != 0;
    };

    internal sealed class Input
    {
        [ColumnName(CarriedColumns.Scores)]
        public VBuffer<float> Scores { get; set; }

        [ColumnName(CarriedColumns.Probabilities)]
        public VBuffer<float> Probabilities { get; set; }

        [ColumnName(CarriedColumns.Answers)]
        public VBuffer<float> Answers { get; set; }
    }

    internal sealed class Output
    {
        [ColumnName(OutputNames.PredictedLabel)]
        public bool PredictedLabel { get; set; }

        [ColumnName(OutputNames.Score)]
        public float Score { get; set; }

        [ColumnName(OutputNames.Probability)]
        public float Probability { get; set; }
    }
}
