using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>
/// Joins a convolution, the rectified linear unit behind it, the max pooling behind that and the reordering to channels-first behind that
/// into one step, where nobody else reads what lies between; or, in plans that do not go back, global average pooling.
/// </summary>
internal static class PoolingFusion
{
    /// <summary>Replaces what can be joined.</summary>
    /// <param name="steps">The steps in forward order.</param>
    /// <param name="hasBackward">Whether the plan goes back.</param>
    public static void Apply(List<PlanStep> steps, bool hasBackward)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is LayerStep { Layer: Convolution convolution, FusedFunction: null or ReLU } first
                && PoolingBehind(first) is { } last)
            {
                var geometry = convolution.Geometry(first.Inputs[0].Shape);
                if (last.Layer is MaxPooling pooling && ConvolutionKernel.CanPool(geometry, pooling.Window(last.Inputs[0].Shape)))
                {
                    Replace(steps, first, last);
                }
                else if (last.Layer is GlobalAveragePooling && !hasBackward && ConvolutionKernel.CanAverage(geometry))
                {
                    Replace(steps, first, last, last, new AveragedConvolutionStep(first, last.Output));
                }
            }
        }
    }

    private static LayerStep? PoolingBehind(LayerStep convolution)
    {
        var reader = OnlyReader(convolution);
        if (reader is FunctionStep { IsFused: true })
        {
            reader = OnlyReader(reader);
        }
        else if (convolution.FusedFunction is not null)
        {
            return null;
        }

        return reader as LayerStep is { ActivityRegularizer: null } pooling ? pooling : null;
    }

    private static PlanStep? OnlyReader(PlanStep step) =>
        step.ActivityRegularizer is null && !step.Output.IsOutput && step.Output.Consumers.Count == 1 ? step.Output.Consumers[0] : null;

    private static void Replace(List<PlanStep> steps, LayerStep convolution, LayerStep pooling)
    {
        PlanStep last = OnlyReader(pooling) is LayoutStep layout ? layout : pooling;
        Replace(steps, convolution, pooling, last, new PooledConvolutionStep(convolution, (MaxPooling)pooling.Layer, last.Output) { Saved = pooling.Saved });
    }

    private static void Replace(List<PlanStep> steps, LayerStep convolution, LayerStep pooling, PlanStep last, PlanStep joined)
    {
        var input = convolution.Inputs[0];
        input.Consumers[input.Consumers.IndexOf(convolution)] = joined;
        last.Output.Producer = joined;

        // It runs where the last of them ran; nothing between reads or writes what they do.
        steps[steps.IndexOf(last)] = joined;
        steps.Remove(pooling);
        steps.RemoveAll(step => step == convolution || (step is FunctionStep && step.Inputs[0] == convolution.Output));
    }
}
