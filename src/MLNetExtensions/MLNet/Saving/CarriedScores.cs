using Interop.MLNetExtensions.MLNet.Cursors;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>Scores a row with the network that comes with it. ML.NET makes it by its contract's name.</summary>
[CustomMappingFactoryAttribute(CarriedColumns.ScoreMapping)]
internal sealed class CarriedScores : CustomMappingFactory<CarriedScores.Input, CarriedScores.Output>
{
    /// <inheritdoc/>
    public override Action<Input, Output> GetMapping() => static (input, output) =>
    {
        var buffer = CarriedNetwork.Of(input.Network).Buffer;
        buffer.Write(0, input.Features);
        buffer.Evaluate(1);
        output.Class = buffer.Class(0);
        output.Scores = Copy(buffer.Scores(0), output.Scores);
        output.Probabilities = Copy(buffer.Probabilities(0), output.Probabilities);
        var answers = VBufferEditor.Create(ref output.Answers, buffer.Probabilities(0).Length);
        for (var label = 0; label < answers.Values.Length; label++)
        {
            answers.Values[label] = buffer.IsYes(0, label) ? 1 : 0;
        }

        output.Answers = answers.Commit();
    };

    private static VBuffer<float> Copy(ReadOnlySpan<float> values, VBuffer<float> buffer)
    {
        var editor = VBufferEditor.Create(ref buffer, values.Length);
        values.CopyTo(editor.Values);
        return editor.Commit();
    }

    internal sealed class Input
    {
        [ColumnName(CarriedColumns.Features)]
        public VBuffer<float> Features { get; set; }

        [ColumnName(CarriedColumns.Network)]
        public ReadOnlyMemory<char> Network { get; set; }
    }

    internal sealed class Output
    {
        /// <summary>A field, so that its memory can be used again.</summary>
        [ColumnName(CarriedColumns.Answers)]
        public VBuffer<float> Answers;

        [ColumnName(CarriedColumns.Scores)]
        public VBuffer<float> Scores { get; set; }

        [ColumnName(CarriedColumns.Probabilities)]
        public VBuffer<float> Probabilities { get; set; }

        [ColumnName(CarriedColumns.Class)]
        public int Class { get; set; }
    }
}
