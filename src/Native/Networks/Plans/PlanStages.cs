using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>
/// Cuts the steps of a plan for predictions into stages, so that what passes from convolution to convolution stays in the caches: a few samples go
/// through all steps of a stage before the next do, and follow each other through the same memory. No sum crosses samples, so results are the same, to
/// the bit, however many run at a time.
/// </summary>
internal static class PlanStages
{
    /// <summary>The floats between the steps of a stage that a thread has room for: half a second-level cache.</summary>
    private const int CachedFloats = 128 * 1024;

    /// <summary>The least positions that a convolution reads its weights for: then to read them, or to pack them, takes a small part of its time.</summary>
    private const int LeastPositions = 1024;

    /// <summary>A convolution with fewer positions in a sample runs the whole batch.</summary>
    private const int LeastPositionsOfSample = 128;

    /// <summary>Cuts the steps, and gives what lies between those of one stage memory for as many samples as run at a time.</summary>
    /// <param name="steps">The steps, with their indices.</param>
    /// <param name="values">All values of the plan.</param>
    /// <param name="options">What the plan is for.</param>
    public static List<PlanStage> Cut(List<PlanStep> steps, List<PlanValue> values, PlanOptions options)
    {
        var stages = new List<PlanStage>();
        var begun = 0;
        for (int first = 0, end; options.SliceThreads > 0 && first < steps.Count; first = Math.Max(end, first + 1))
        {
            for (end = first; end < steps.Count && RunsInSlices(steps[end]);)
            {
                end++;
            }

            var samples = SamplesAtATime(first, end, steps, values, options);
            if (samples < options.Capacity)
            {
                AddWhole(stages, begun, first, options);
                stages.Add(new PlanStage(first, end, samples));
                begun = end;
            }
        }

        AddWhole(stages, begun, steps.Count, options);
        return stages;
    }

    private static void AddWhole(List<PlanStage> stages, int first, int end, PlanOptions options)
    {
        if (first < end)
        {
            stages.Add(new PlanStage(first, end, options.Capacity));
        }
    }

    private static bool RunsInSlices(PlanStep step) => step.ActivityRegularizer is null && step switch
    {
        AliasStep or LayoutStep => true,
        FunctionStep function => function.Function.IsElementwise,
        PooledConvolutionStep or AveragedConvolutionStep => Positions(step) >= LeastPositionsOfSample,
        LayerStep { Layer: var layer } => layer.RunsInSlices && Positions(step) >= LeastPositionsOfSample,
        _ => false,
    };

    /// <summary>The positions that a step reads its weights for in one sample; without weights any number.</summary>
    private static int Positions(PlanStep step) =>
        step is AveragedConvolutionStep averaged ? averaged.Positions
        : step.Parameters.Count == 0 ? LeastPositions : step.Output.Shape.SizeBetween(Math.Min(1, step.Output.Shape.Rank), step.Output.Shape.Rank);

    private static int SamplesAtATime(int first, int end, List<PlanStep> steps, List<PlanValue> values, PlanOptions options)
    {
        var inside = values.GroupBy(value => value.Block).Where(group => group.All(value => IsInside(value, first, end, steps))).ToArray();
        var floats = inside.Sum(group => (long)group.Max(value => value.Shape.Size));
        if (floats == 0)
        {
            return options.Capacity;
        }

        var positions = Math.Max(1, steps[first..end].Min(Positions));
        var samples = Math.Max(options.SliceThreads * Math.Max(1, CachedFloats / floats), (LeastPositions + positions - 1) / positions);
        if (2 * samples > options.Capacity)
        {
            return options.Capacity;
        }

        foreach (var group in inside)
        {
            group.Key.HoldSlices(group.Max(value => value.Shape.Size) * (int)samples);
        }

        return (int)samples;
    }

    // Written and read by steps of the stage alone. What was joined into another step is no step any more.
    private static bool IsInside(PlanValue value, int first, int end, List<PlanStep> steps)
    {
        return !value.IsOutput && value.Producer is { } producer && Contains(producer) && value.Consumers.All(Contains);

        bool Contains(PlanStep step) => step.Index >= first && step.Index < end && steps[step.Index] == step;
    }

    /// <summary>Marks what a stage shares with others as in use while any of it runs: it is read and written slice by slice.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="steps">All steps.</param>
    public static void MarkShared(PlanStage stage, List<PlanStep> steps)
    {
        foreach (var value in steps[stage.First..stage.End].SelectMany(step => step.Inputs.Append(step.Output)).Where(value => !value.Block.HoldsSlices))
        {
            value.Block.UseAt(stage.First);
            value.Block.UseAt(stage.End - 1);
        }
    }
}
