using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>Fits steps one after the other on the schema that the ones before leave.</summary>
/// <param name="input">Data of the schema before the first; a row or two.</param>
internal sealed class ChainBuilder(IDataView input)
{
    private readonly List<ITransformer> _steps = [];
    private IDataView _data = input;

    /// <summary>Adds a step that learns nothing from data.</summary>
    /// <param name="step">The step.</param>
    public void Add(IEstimator<ITransformer> step)
    {
        _steps.Add(step.Fit(_data));
        _data = _steps[^1].Transform(_data);
    }

    /// <summary>The steps.</summary>
    public TransformerChain<ITransformer> ToChain() => new([.. _steps]);
}
