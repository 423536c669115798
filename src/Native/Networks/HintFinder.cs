using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Optimizers;

namespace Interop.Native.Networks;

/// <summary>Looks for what works but is probably not meant, and for losses that cannot work with the last activation (D1's table).</summary>
internal static class HintFinder
{
    private const string Table =
        "binary: sigmoid with binary cross-entropy; one of several classes: softmax with categorical cross-entropy; several labels: sigmoid with binary " +
        "cross-entropy; regression: no activation with mean squared error; regression in [0, 1]: sigmoid with mean squared error or binary cross-entropy";

    /// <summary>All hints about a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="losses">One loss for each output; empty before it is compiled.</param>
    public static IEnumerable<Hint> Find(NetworkGraph graph, IReadOnlyList<Loss> losses) =>
        graph.Nodes.SelectMany(OfNode).Concat(losses.SelectMany((loss, i) => OfLoss(graph.Outputs[i], loss)));

    /// <summary>Fails where a loss cannot work on what an output gives.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="losses">One loss for each output.</param>
    /// <exception cref="NetworkException">It reads the output as probabilities, but they are none.</exception>
    public static void CheckLosses(NetworkGraph graph, IReadOnlyList<Loss> losses)
    {
        for (var i = 0; i < losses.Count; i++)
        {
            var last = LastActivation.Of(graph.Outputs[i]);
            if (last.IsKnown && NeedsProbabilities(losses[i]) && !GivesProbabilities(last.Function))
            {
                throw new NetworkException(
                    $"{losses[i].GetType().Name} reads probabilities, but {Describe(last)}; end the network in a {Fitting(losses[i])}, or give the loss fromLogits: true. ({Table}.)");
            }
        }
    }

    /// <summary>A hint where other conventions have settled what the optimizer was not told.</summary>
    /// <param name="optimizer">The optimizer; null before the network is compiled.</param>
    /// <param name="conventions">The network's conventions.</param>
    public static IEnumerable<Hint> OfOptimizer(Optimizer? optimizer, Conventions conventions) =>
        optimizer?.SettledBy is { } settled && settled != conventions
            ? [new Hint(
                optimizer.GetType().Name,
                $"the optimizer was first used by the conventions of {settled}, and what it was not told stays theirs; make a new one for the conventions of {conventions}.")]
            : [];

    private static IEnumerable<Hint> OfNode(Node node)
    {
        if (node.Layer is not BatchNormalization normalization)
        {
            yield break;
        }

        if (normalization.Center && node.Inputs[0].Layer?.AsWeightedSum() is { Bias: not null } && node.Inputs[0].Layer!.OutputActivation is null)
        {
            yield return new Hint(
                node.Inputs[0].Name, $"its bias is redundant, since the batch normalization '{node.Name}' behind it takes away the mean and adds β; use useBias: false.");
        }

        if (normalization is { Convention: BatchNormalizationConvention.PyTorch, CumulativeAverage: false, Momentum: > 0.5 and < 1 })
        {
            yield return new Hint(
                node.Name,
                $"momentum {normalization.Momentum} is the weight of the newest batch by PyTorch's convention; if that of the past is meant, use Conventions.Keras or 1 − momentum.");
        }

        if (node.Shape.Rank > 1 && normalization.SampleAxis(node.Shape) == node.Shape.Rank - 1)
        {
            yield return new Hint(
                node.Name, $"axis {normalization.Axis} is the last axis of [N, {string.Join(", ", node.Shape)}]; channels are axis 1 here, also where Keras has axis -1.");
        }
    }

    private static IEnumerable<Hint> OfLoss(Node output, Loss loss)
    {
        var last = LastActivation.Of(output);
        if (!last.IsKnown)
        {
            yield break;
        }

        var message = (loss, last.Function) switch
        {
            (NegativeLogLikelihood, LogSoftmax) => null,
            (NegativeLogLikelihood, _) => $"the loss takes logarithms of probabilities, but {Describe(last)}; end in a log_softmax.",
            ({ FromLogits: true }, Sigmoid or Softmax or LogSoftmax) =>
                $"the loss takes logits and applies its own function, but {Describe(last)}; leave one of the two out.",
            ({ Kind: PredictionKind.Classes }, Sigmoid) => $"the classes exclude each other, but {Describe(last)}, whose outputs do not sum to 1; use softmax.",
            ({ Kind: PredictionKind.Labels }, Softmax) => $"each output is a label of its own, but {Describe(last)}, which makes them exclude each other; use sigmoid.",
            ({ Kind: PredictionKind.Values }, Softmax) when loss is not KLDivergence =>
                $"the loss compares values, but {Describe(last)}, whose outputs sum to 1; use no activation for regression, or a categorical cross-entropy for classes.",
            (_, Softmax) when output.Shape.Rank == 1 && output.Shape[0] == 1 => "the softmax of a single output is always 1; use sigmoid, or one output for each class.",
            _ => null,
        };
        if (message is not null)
        {
            yield return new Hint(output.Name, $"{message} ({Table}.)");
        }
    }

    private static bool NeedsProbabilities(Loss loss) =>
        loss is BinaryCrossentropy or BinaryFocalCrossentropy or CategoricalCrossentropy or CategoricalFocalCrossentropy && !loss.FromLogits;

    private static bool GivesProbabilities(ActivationFunction? function) => function is Sigmoid or HardSigmoid or Softmax
        || (function is not null && function.GetType().Assembly != typeof(ActivationFunction).Assembly);

    private static string Fitting(Loss loss) => loss.Kind == PredictionKind.Classes ? "softmax" : "sigmoid";

    private static string Describe(LastActivation last) => last.Function is null
        ? $"{last.Layer!.Kind} '{last.Layer.Name}' applies no function"
        : $"{last.Layer!.Kind} '{last.Layer.Name}' ends in {last.Function.GetType().Name}";
}
