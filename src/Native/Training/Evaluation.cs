using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Training;

/// <summary>Measures a network on a data set, as in use.</summary>
internal sealed class Evaluation : IBatch
{
    private readonly Network _network;
    private readonly DataSource _data;
    private readonly Plan _plan;
    private readonly IReadOnlyList<Shape> _targetShapes;
    private readonly Tensor[] _targets;
    private readonly Tensor? _sampleWeights;
    private readonly Metric[] _metrics;
    private readonly int _batchSize;

    public Evaluation(Network network, DataSource data, int batchSize)
    {
        _network = network;
        _batchSize = batchSize;
        _data = data;
        _plan = network.RentPlan(batchSize);
        _targetShapes = data.TargetShapes;
        _targets = [.. _targetShapes.Select(shape => new Tensor(shape.Prepend(batchSize)))];
        _sampleWeights = data.HasSampleWeights ? new Tensor([batchSize]) : null;
        _metrics = [.. network.Metrics.Select(metric => metric.Fresh())];
    }

    public Span<float> SampleWeights => _sampleWeights is null ? default : _sampleWeights.Span[.._plan.BatchSize];

    public Span<float> Input(int index) => _plan.Inputs[index].Span(_plan);

    public Span<float> Target(int index) => _targets[index].Span[..(_plan.BatchSize * _targetShapes[index].Size)];

    public IReadOnlyDictionary<string, double> Run()
    {
        LossAverage[] averages = [.. _network.Losses.Select(loss => new LossAverage(loss))];
        long seen = 0;
        using var feed = _data.Open(_batchSize, dropLast: false);
        feed.BeginEpoch(0, null);
        for (var size = feed.Next(); size > 0; size = feed.Next())
        {
            _plan.BatchSize = size;
            feed.Fill(this);
            _plan.Forward();
            seen += size;
            for (var i = 0; i < _targets.Length; i++)
            {
                averages[i].Add(Inputs(i));
            }

            foreach (var metric in _metrics)
            {
                metric.Update(Inputs(metric.Output));
            }
        }

        _network.ReturnPlan(_plan);
        if (seen == 0)
        {
            throw new NetworkException("The data set has no samples; give at least one.");
        }

        var values = new Dictionary<string, double> { ["loss"] = averages.Sum(average => average.Value) };
        for (var i = 0; i < averages.Length && averages.Length > 1; i++)
        {
            values[_network.FigureName(i, "loss")] = averages[i].Value;
        }

        foreach (var metric in _metrics)
        {
            values[_network.FigureName(metric.Output, metric.Name)] = metric.Result;
        }

        return values;
    }

    private LossInputs Inputs(int index)
    {
        var value = _plan.Outputs[index];
        return new LossInputs(
            _plan.BatchSize, value.Span(_plan), value.Shape, Target(index), _targetShapes[index], SampleWeights, _network.Losses[index]);
    }
}
