
namespace Interop.Native.Training;

/// <content>The figures of an epoch, and the best weights by them.</content>
internal sealed partial class Fitting
{
    // As FinishEpoch names them.
    private string[] FigureNames()
    {
        var outputs = _network.OutputShapes.Count;
        string[] names =
        [
            "loss",
            .. Enumerable.Range(0, outputs > 1 ? outputs : 0).Select(output => _network.FigureName(output, "loss")),
            .. _metrics.Select(metric => _network.FigureName(metric.Output, metric.Name)),
        ];
        return _validationData is null ? names : [.. names, .. names.Select(name => $"val_{name}")];
    }

    private EpochLog FinishEpoch(TrainingRun run, double loss, double[] outputLosses)
    {
        var values = new Dictionary<string, double> { ["loss"] = loss };
        for (var i = 0; i < outputLosses.Length && outputLosses.Length > 1; i++)
        {
            values[_network.FigureName(i, "loss")] = outputLosses[i];
        }

        foreach (var metric in _metrics)
        {
            values[_network.FigureName(metric.Output, metric.Name)] = metric.Result;
        }

        if (_validationData is not null)
        {
            foreach (var (name, value) in _network.Evaluate(_validationData))
            {
                values[$"val_{name}"] = value;
            }
        }

        var log = new EpochLog(run.Epoch, values, Elapsed);
        run.History.Add(log);
        return log;
    }

    // Copies of the best weights are kept only where somebody may cancel.
    private void KeepBest(EpochLog log, CancellationToken cancellationToken)
    {
        var figure = log.Values.TryGetValue("val_loss", out var validation) ? validation : log.Values["loss"];
        if (cancellationToken.CanBeCanceled && figure < _position.BestFigure)
        {
            _position.BestFigure = figure;
            _position.BestWeights = _network.StateDict();
        }
    }
}
