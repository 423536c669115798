using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>
/// A metric of answers that are right or wrong. What the outputs say comes from the loss they are trained with, or from <see cref="Kind"/>,
/// or else from the shape: one output is a yes-or-no label, several are the classes of one answer. Labels: each output above the threshold
/// counts as yes, each target above ½; logits are compared with the threshold's logit. Classes: the largest output is the answer, the first of
/// equals; targets are class indices or one-hot.
/// </summary>
public abstract class ClassificationMetric : Metric
{
    private protected ClassificationMetric()
    {
    }

    /// <summary>What the outputs say, where neither the loss nor the shape tells: <see cref="PredictionKind.Labels"/> for several labels.</summary>
    public PredictionKind Kind { get; init; }

    /// <summary>The probability above which an output counts as yes.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>A class index of targets that do not count; PyTorch's −100.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs)
    {
        if (inputs.LabelsOrClasses(Kind) == PredictionKind.Labels)
        {
            CheckLabels(inputs);
            UpdateLabels(inputs);
        }
        else
        {
            UpdateClasses(inputs);
        }
    }

    /// <inheritdoc/>
    protected internal override void CheckShapes(in LossInputs inputs)
    {
        if (inputs.LabelsOrClasses(Kind) == PredictionKind.Labels)
        {
            CheckLabels(inputs);
            CheckAnswers(PredictionKind.Labels, inputs.PredictionShape.Size);
        }
        else
        {
            CheckAnswers(PredictionKind.Classes, new ClassAnswers(inputs, GetType().Name).Classes);
        }
    }

    /// <summary>Throws where the metric cannot count such answers.</summary>
    /// <param name="kind">Labels or classes.</param>
    /// <param name="outputs">The number of labels, or of classes.</param>
    private protected virtual void CheckAnswers(PredictionKind kind, int outputs)
    {
    }

    /// <summary>Takes in a sample's yes-or-no answers.</summary>
    /// <param name="predicted">The outputs.</param>
    /// <param name="actual">The targets.</param>
    /// <param name="cut">The output above which it is a yes.</param>
    /// <param name="weight">The sample's weight.</param>
    private protected abstract void CountLabels(ReadOnlySpan<float> predicted, ReadOnlySpan<float> actual, double cut, double weight);

    /// <summary>Takes in one answer out of several classes.</summary>
    /// <param name="answer">The outputs and what was right.</param>
    /// <param name="weight">The sample's weight.</param>
    private protected abstract void CountClass(in ClassAnswer answer, double weight);

    /// <summary>A sample's weight.</summary>
    private protected double WeightOf(in LossInputs inputs, int sample) =>
        UsesSampleWeights && !inputs.SampleWeights.IsEmpty ? inputs.SampleWeights[sample] : 1;

    /// <summary>Throws where targets are not of the outputs' size.</summary>
    private protected void CheckLabels(in LossInputs inputs)
    {
        if (inputs.TargetShape.Size != inputs.PredictionShape.Size)
        {
            throw new NetworkException(
                $"{GetType().Name} of labels compares outputs of shape {inputs.PredictionShape} with targets of the same shape, got targets of shape {inputs.TargetShape}.");
        }
    }

    private void UpdateLabels(in LossInputs inputs)
    {
        var size = inputs.PredictionShape.Size;

        // σ(x) > t is x > log(t / (1 − t)).
        var cut = inputs.FromLogits ? Math.Log(Threshold / (1 - Threshold)) : Threshold;
        for (var sample = 0; sample < inputs.BatchSize; sample++)
        {
            CountLabels(
                inputs.Predictions.Slice(sample * size, size), inputs.Targets.Slice(sample * size, size), cut, WeightOf(inputs, sample));
        }
    }

    private void UpdateClasses(in LossInputs inputs)
    {
        var answers = new ClassAnswers(inputs, GetType().Name);
        for (var item = 0; item < answers.Count; item++)
        {
            var answer = answers[item];
            if (answer.Actual == IgnoreIndex)
            {
                continue;
            }

            if ((uint)answer.Actual >= (uint)answer.Classes)
            {
                throw new LossException(
                    $"{GetType().Name} takes class indices in [0, {answer.Classes}); answer {item} of the batch has {answer.Actual}.", answers.SampleOf(item));
            }

            CountClass(answer, WeightOf(inputs, answers.SampleOf(item)));
        }
    }
}
