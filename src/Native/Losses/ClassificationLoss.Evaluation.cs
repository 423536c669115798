using System.Buffers;
using Interop.Native.Activations;
using Interop.Native.Kernels;

namespace Interop.Native.Losses;

public abstract partial class ClassificationLoss
{
    private const int Ignored = -2;
    private const int Distribution = -1;

    /// <summary>One item's loss; its derivatives go to <c>slopes[c · stride]</c>.</summary>
    /// <param name="predictions">The item's predictions: class c at <c>c · stride</c>.</param>
    /// <param name="stride">How far classes lie apart.</param>
    /// <param name="classes">C.</param>
    /// <param name="target">What the item should be.</param>
    /// <param name="sums">What <see cref="Prepare"/> left for the item.</param>
    /// <param name="slopes">Where to write derivatives, with what <see cref="Prepare"/> left; empty when only the loss is wanted.</param>
    private protected abstract double EvaluateItem(
        ReadOnlySpan<float> predictions, int stride, int classes, in ClassTarget target, SoftmaxSums sums, Span<float> slopes);

    /// <summary>Works on all items at once before they are taken one by one; does nothing by default.</summary>
    /// <param name="inputs">Predictions and targets.</param>
    /// <param name="view">How the predictions lie along the class axis.</param>
    /// <param name="masses">Σ of each item's target over all classes, weights worked in.</param>
    /// <param name="largest">Where to leave each item's largest logit.</param>
    /// <param name="logSums">Where to leave the logarithm of each item's sum of exponentials, the largest taken off.</param>
    /// <param name="gradient">Where derivatives will be; empty when only the loss is wanted.</param>
    private protected virtual void Prepare(
        in LossInputs inputs, AxisView view, ReadOnlySpan<float> masses, Span<float> largest, Span<float> logSums, Span<float> gradient)
    {
    }

    /// <summary>Takes all items at once, where a loss can, of targets that are one class each and predictions whose classes lie side by side.</summary>
    /// <param name="predictions">Predictions, a row for each item.</param>
    /// <param name="indices">Each item's class; below 0 where it does not count.</param>
    /// <param name="masses">What each item's class weighs.</param>
    /// <param name="largest">What <see cref="Prepare"/> left.</param>
    /// <param name="logSums">What <see cref="Prepare"/> left.</param>
    /// <param name="losses">Where to write each item's loss.</param>
    /// <param name="slopes">Where to write derivatives, with what <see cref="Prepare"/> left; empty when only the loss is wanted.</param>
    /// <returns>Whether it did.</returns>
    private protected virtual bool TryEvaluateRows(
        ReadOnlySpan<float> predictions,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> masses,
        ReadOnlySpan<float> largest,
        ReadOnlySpan<float> logSums,
        Span<float> losses,
        Span<float> slopes) => false;

    /// <inheritdoc/>
    protected sealed override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        var view = View(inputs.BatchSize, inputs.PredictionShape);
        var items = losses.Length;
        var numbers = ArrayPool<float>.Shared.Rent((3 * items) + view.Length);
        var indices = ArrayPool<int>.Shared.Rent(items);
        try
        {
            var masses = numbers.AsSpan(0, items);
            var largest = numbers.AsSpan(items, items);
            var logSums = numbers.AsSpan(2 * items, items);
            var row = numbers.AsSpan(3 * items, view.Length);
            var areIndices = inputs.TargetShape != inputs.PredictionShape;
            Decode(inputs.Targets, view, areIndices, indices, masses, weights, row);
            Prepare(inputs, view, masses, largest, logSums, gradient);
            var isDone = areIndices && Smoothing == 0 && view.Inner == 1 && TryEvaluateRows(inputs.Predictions, indices.AsSpan(0, items), masses, largest, logSums, losses, gradient);
            for (var item = 0; item < items && !isDone; item++)
            {
                var start = Start(view, item);
                var predictions = inputs.Predictions[start..];
                var slopes = gradient.IsEmpty ? default : gradient[start..];
                if (indices[item] == Ignored)
                {
                    losses[item] = 0;
                    Clear(slopes, view);
                    continue;
                }

                var target = indices[item] >= 0 && Smoothing == 0
                    ? new ClassTarget(indices[item], masses[item])
                    : new ClassTarget(FillRow(row, areIndices ? default : inputs.Targets[start..], view, indices[item]), indices[item]);
                losses[item] = (float)EvaluateItem(predictions, view.Inner, view.Length, target, new SoftmaxSums(largest[item], logSums[item]), slopes);
            }

            if (Unit != 1)
            {
                ElementwiseScale.Run(losses, Unit);
                ElementwiseScale.Run(gradient, Unit);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(numbers);
            ArrayPool<int>.Shared.Return(indices);
        }
    }

    // Finds each item's class, mass, and weight in a mean.
    private void Decode(
        ReadOnlySpan<float> targets, AxisView view, bool areIndices, Span<int> indices, Span<float> masses, Span<float> weights, Span<float> row)
    {
        var classWeights = ClassWeights is null ? default : ClassWeights.Span;
        if (areIndices && classWeights.IsEmpty && Smoothing == 0)
        {
            DecodeIndices(targets, indices, masses, weights);
            return;
        }

        for (var item = 0; item < masses.Length; item++)
        {
            var start = Start(view, item);
            var index = areIndices ? (int)targets[item] : HotClass(targets, view, start);
            if (areIndices && index == IgnoreIndex)
            {
                (indices[item], masses[item], weights[item]) = (Ignored, 0, 0);
                continue;
            }

            indices[item] = index < 0 ? Distribution : index;
            if (areIndices && DividesByClassWeights && !classWeights.IsEmpty)
            {
                weights[item] = classWeights[index];
            }

            masses[item] = index >= 0 && Smoothing == 0
                ? (classWeights.IsEmpty ? 1 : classWeights[index])
                : (float)Reductions.SumInDouble(FillRow(row, areIndices ? default : targets[start..], view, indices[item]));
        }
    }

    private void DecodeIndices(ReadOnlySpan<float> targets, Span<int> indices, Span<float> masses, Span<float> weights)
    {
        var ignored = IgnoreIndex;
        for (var item = 0; item < masses.Length; item++)
        {
            var index = (int)targets[item];
            (indices[item], masses[item]) = (index, 1);
            if (index == ignored)
            {
                (indices[item], masses[item], weights[item]) = (Ignored, 0, 0);
            }
        }
    }

    // w_c (y_c (1 − s) + s/C), with y one-hot where there is only an index.
    private Span<float> FillRow(Span<float> row, ReadOnlySpan<float> target, AxisView view, int index)
    {
        var spread = Smoothing / view.Length;
        if (target.IsEmpty)
        {
            row.Fill(spread);
            row[index] += 1 - Smoothing;
        }
        else
        {
            for (var c = 0; c < row.Length; c++)
            {
                row[c] = (target[c * view.Inner] * (1 - Smoothing)) + spread;
            }
        }

        if (ClassWeights is { } classWeights)
        {
            ElementwiseProduct.Run(row, classWeights.Span, row);
        }

        return row;
    }

    private static void Clear(Span<float> slopes, AxisView view)
    {
        for (var c = 0; c < view.Length && !slopes.IsEmpty; c++)
        {
            slopes[c * view.Inner] = 0;
        }
    }
}
