using Interop.MLNetExtensions.MLNet.Transformers;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>Makes the steps that a loaded model has for its networks transformers of networks again.</summary>
internal static class NetworkRestoring
{
    /// <summary>Goes through a model and its chains.</summary>
    /// <param name="context">The context.</param>
    /// <param name="model">The model.</param>
    /// <returns>The model itself where it carries no network.</returns>
    public static ITransformer Restore(MLContext context, ITransformer model)
    {
        if (model is not IEnumerable<ITransformer> chain)
        {
            return model;
        }

        ITransformer[] steps = [.. chain];
        if (steps.Length > 3 && steps[1] is CustomMappingTransformer<CarriedKey.Input, CarriedKey.Output>)
        {
            return new NeuralNetworkTransformer(context, Read(steps));
        }

        ITransformer[] restored = [.. steps.Select(step => Restore(context, step))];
        return restored.SequenceEqual(steps) ? model : new TransformerChain<ITransformer>(restored);
    }

    private static NetworkScorer Read(ITransformer[] steps)
    {
        var single = new LookupView("_", new VectorDataViewType(NumberDataViewType.Single, 1));
        var carried = CarriedNetwork.Of(Text(steps[2].Transform(steps[1].Transform(single))));
        var description = carried.Description;
        var features = new VectorDataViewType(NumberDataViewType.Single, description.FeatureDimensions);
        if (description.Task is not { } task)
        {
            return NetworkScorer.ForVector(carried.Network, description.FeatureColumnName, features, description.OutputColumnName);
        }

        // The type of the label and the values of its keys come back from the table that makes the predicted label.
        IDataView output = new LookupView(description.FeatureColumnName, features);
        foreach (var step in steps)
        {
            output = step.Transform(output);
        }

        var label = output.Schema.GetColumnOrNull(OutputNames.PredictedLabel);
        var columns = NetworkScorer.TaskColumns(
            task,
            carried.Network.OutputShapes[0].Size,
            label?.Type ?? NumberDataViewType.Single,
            task == LearningTask.Multiclass ? label!.Value.Annotations : OutputAnnotations.OfNames(description.OutputNames));
        return new NetworkScorer(carried.Network, description.Reading, task, description.Threshold, description.FeatureColumnName, features, columns);
    }

    private static ReadOnlyMemory<char> Text(IDataView view)
    {
        var column = view.Schema[CarriedColumns.Network];
        using var cursor = view.GetRowCursor([column]);
        cursor.MoveNext();
        var text = default(ReadOnlyMemory<char>);
        cursor.GetGetter<ReadOnlyMemory<char>>(column)(ref text);
        return text;
    }
}
