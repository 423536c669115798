using System.Runtime.InteropServices;
using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// A loss of answers that are one class of C. Predictions are [N, C], or [N, C, spatial…] for an answer at each point. Targets are class
/// indices ([N] or [N, 1], [N, spatial…]), or one-hot or probabilities in the shape of the predictions. An item is one answer.
/// </summary>
public abstract partial class ClassificationLoss : Loss
{
    private protected ClassificationLoss()
    {
    }

    /// <inheritdoc/>
    public override PredictionKind Kind => PredictionKind.Classes;

    /// <summary>
    /// w, a weight for each class, PyTorch's <c>weight</c>; null for 1. With class indices a mean divides by the sum of the targets' weights,
    /// with probabilities by the number of items, both as PyTorch.
    /// </summary>
    public Tensor? ClassWeights { get; init; }

    /// <summary>A class index that does not count, neither in the loss nor in what a mean divides by; PyTorch's <c>ignore_index</c>, −100.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <summary>The axis of the classes in a batch: 1, PyTorch's, by default; −1 for classes last, as Keras has them.</summary>
    public int ClassAxis { get; init; } = 1;

    /// <summary>Whether targets that are neither an index nor one-hot make sense.</summary>
    private protected virtual bool TakesProbabilities => true;

    /// <summary>s, how much of each target is spread evenly over all classes.</summary>
    private protected virtual float Smoothing => 0;

    /// <summary>Whether a mean with class indices divides by the sum of the targets' class weights rather than by the number of items.</summary>
    private protected virtual bool DividesByClassWeights => true;

    internal sealed override bool HasSeparateSamples => true;

    /// <summary>A factor on the whole loss.</summary>
    private protected virtual float Unit => 1;

    /// <inheritdoc/>
    public override int ItemCount(int batchSize, Shape predictionShape) => batchSize * (predictionShape.Size / Math.Max(1, Classes(predictionShape)));

    /// <inheritdoc/>
    public override void CheckShapes(Shape predictionShape, Shape targetShape)
    {
        if (predictionShape.Rank == 0 || ClassAxis == 0 || ClassAxis < -predictionShape.Rank || ClassAxis > predictionShape.Rank)
        {
            throw new NetworkException($"{GetType().Name} needs classes on axis {ClassAxis} of a batch, but each output has shape {predictionShape}.");
        }

        var classes = Classes(predictionShape);
        if (classes < 2)
        {
            throw new NetworkException(
                $"{GetType().Name} chooses between 2 classes or more, but outputs of shape {predictionShape} have {classes}; use BinaryCrossentropy for one output.");
        }

        if (targetShape != predictionShape && !AreIndices(predictionShape, targetShape))
        {
            throw new NetworkException(
                $"{GetType().Name} compares outputs [N, C, …] with class indices [N, …] or one-hot targets [N, C, …]; got outputs of shape " +
                $"{predictionShape} and targets of shape {targetShape} for each sample.");
        }

        if (ClassWeights is { } weights && weights.Count != classes)
        {
            throw new NetworkException($"{GetType().Name} takes one weight for each of {classes} classes, got a tensor of shape {weights.Shape}.");
        }
    }

    /// <inheritdoc/>
    protected override TargetFault? FindFault(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape)
    {
        var classes = Classes(predictionShape);
        if (targetShape != predictionShape)
        {
            return RangeCheck.FirstNotIndex(targets, classes, IgnoreIndex) is >= 0 and var wrong
                ? new TargetFault(wrong, $"class indices, whole numbers in [0, {classes}) or {IgnoreIndex} to be ignored")
                : null;
        }

        if (RangeCheck.FirstOutside(targets, 0, float.MaxValue) is >= 0 and var negative)
        {
            return new TargetFault(negative, "one-hot targets or probabilities of 0 or more");
        }

        return TakesProbabilities ? null : FindNotOneHot(targets, targetShape);
    }

    // Several ones in a row of zeros and ones are several labels, which a softmax cannot give; probabilities other than those may sum to anything, as in PyTorch.
    private protected override TargetFault? FindDoubtful(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape)
    {
        if (targetShape != predictionShape || targetShape.Rank != 1)
        {
            return null;
        }

        for (var start = 0; start < targets.Length; start += targetShape.Size)
        {
            var row = targets.Slice(start, targetShape.Size);
            var first = row.IndexOf(1f);
            if (first >= 0 && row[(first + 1)..].IndexOf(1f) is >= 0 and var second && row.IndexOfAnyExcept(0f, 1f) < 0)
            {
                return new TargetFault(start + first + 1 + second, "one class for each sample, a single 1 in a one-hot target; for several labels at once use BinaryCrossentropy");
            }
        }

        return null;
    }

    /// <summary>How predictions of some samples lie along the class axis.</summary>
    private protected AxisView View(int batchSize, Shape predictionShape) => View(batchSize, predictionShape, ClassAxis);

    /// <summary>How predictions lie along an axis of their batch; allocates nothing.</summary>
    internal static AxisView View(int batchSize, Shape predictionShape, int classAxis)
    {
        var axis = SampleAxis(predictionShape, classAxis);
        var extents = predictionShape.Extents;
        return new AxisView(batchSize * Product(extents[..axis]), extents[axis], Product(extents[(axis + 1)..]));
    }

    /// <summary>Whether a softmax along an axis gives each item's classes.</summary>
    private protected bool IsAlongClasses(int activationAxis, Shape outputShape)
    {
        var batch = outputShape.Prepend(1);
        return outputShape.Rank > 0 && batch.NormalizeAxis(activationAxis) == batch.NormalizeAxis(ClassAxis);
    }

    private TargetFault? FindNotOneHot(ReadOnlySpan<float> targets, Shape targetShape)
    {
        var view = View(targets.Length / targetShape.Size, targetShape);
        for (var item = 0; item < view.Outer * view.Inner; item++)
        {
            var start = Start(view, item);
            if (HotClass(targets, view, start) < 0)
            {
                return new TargetFault(start, "class indices or one-hot targets");
            }
        }

        return null;
    }

    private int Classes(Shape predictionShape) =>
        predictionShape.Rank == 0 ? 1 : predictionShape.Extents[SampleAxis(predictionShape, ClassAxis)];

    // The class axis of one sample, which lacks the batch axis.
    private static int SampleAxis(Shape predictionShape, int classAxis) => classAxis > 0 ? classAxis - 1 : predictionShape.Rank + classAxis;

    private static int Product(ReadOnlySpan<int> extents)
    {
        var product = 1;
        foreach (var extent in extents)
        {
            product *= extent;
        }

        return product;
    }

    private bool AreIndices(Shape predictionShape, Shape targetShape)
    {
        var axis = SampleAxis(predictionShape, ClassAxis);
        var expected = new Shape([.. predictionShape.Extents[..axis], .. predictionShape.Extents[(axis + 1)..]]);
        return targetShape == expected || (expected.Rank == 0 && targetShape.Size == 1);
    }

    /// <summary>The position of an item's first class.</summary>
    internal static int Start(AxisView view, int item)
    {
        if (view.Inner == 1)
        {
            return item * view.Length;
        }

        var (outer, inner) = Math.DivRem(item, view.Inner);
        return (outer * view.Length * view.Inner) + inner;
    }

    // The class that has 1 while all others have 0; −1 where the target is not one-hot.
    private static int HotClass(ReadOnlySpan<float> targets, AxisView view, int start)
    {
        if (view.Inner == 1)
        {
            var row = targets.Slice(start, view.Length);
            var first = FirstNotZero(row);
            return first >= 0 && row[first] == 1 && FirstNotZero(row[(first + 1)..]) < 0 ? first : -1;
        }

        var hot = -1;
        for (var c = 0; c < view.Length; c++)
        {
            var value = targets[start + (c * view.Inner)];
            if (value == 0)
            {
                continue;
            }

            if (value != 1 || hot >= 0)
            {
                return -1;
            }

            hot = c;
        }

        return hot;
    }

    // By bits, since that is what the framework searches a vector at a time; the bits of 0 are 0.
    private static int FirstNotZero(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values).IndexOfAnyExcept(0);
}
