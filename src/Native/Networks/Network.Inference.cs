using System.Collections.Concurrent;
using System.Numerics;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

public abstract partial class Network
{
    private readonly ConcurrentDictionary<int, ConcurrentBag<Plan>> _inferencePlans = new();

    /// <summary>The outputs for a batch of any size, as in use: nothing dropped, running statistics. Safe from many threads at once.</summary>
    /// <param name="input">A batch: [N, …] with samples of the network's input shape.</param>
    /// <param name="batchSize">How many samples run at a time; the result does not depend on it.</param>
    /// <returns>The network's first output, [N, …].</returns>
    /// <exception cref="NetworkException">The input has the wrong shape, no samples or a NaN.</exception>
    public Tensor Predict(Tensor input, int batchSize = 128) => Predict([input], batchSize)[0];

    /// <summary>The outputs for a batch of several inputs.</summary>
    /// <param name="inputs">One batch for each input, all with the same number of samples.</param>
    /// <param name="batchSize">How many samples run at a time; the result does not depend on it.</param>
    /// <returns>Every output, [N, …].</returns>
    /// <exception cref="NetworkException">An input has the wrong shape, no samples or a NaN.</exception>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, int batchSize = 128)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        BuildFor(inputs);
        var count = CheckInputs(inputs);
        Tensor[] outputs = [.. OutputShapes.Select(shape => new Tensor(shape.Prepend(count)))];
        var plan = RentPlan(Math.Min(batchSize, count));
        for (var start = 0; start < count; start += plan.Options.Capacity)
        {
            plan.BatchSize = Math.Min(plan.Options.Capacity, count - start);
            for (var i = 0; i < inputs.Count; i++)
            {
                inputs[i].Rows(start, plan.BatchSize).Span.CopyTo(plan.Inputs[i].Span(plan));
            }

            plan.Forward();
            for (var i = 0; i < outputs.Length; i++)
            {
                plan.Outputs[i].Span(plan).CopyTo(outputs[i].Rows(start, plan.BatchSize).Span);
            }
        }

        ReturnPlan(plan);
        return outputs;
    }

    /// <summary>
    /// The output for one batch in the current mode: as in use after <see cref="Eval"/>, as in training after <see cref="Train"/>.
    /// PyTorch's <c>model(x)</c>.
    /// </summary>
    /// <param name="input">A batch: [N, …].</param>
    /// <exception cref="NetworkException">The input has the wrong shape, no samples or a NaN.</exception>
    public Tensor Forward(Tensor input)
    {
        if (!IsTraining)
        {
            return Predict(input, Math.Max(1, input?.Shape is { Rank: > 0 } shape ? shape[0] : 1));
        }

        BuildFor([input]);
        var plan = CreatePlan(new PlanOptions(CheckInputs([input]), IsTraining: true, HasBackward: false, new bool[Graph.Outputs.Count]));
        input.Span.CopyTo(plan.Inputs[0].Span(plan));
        plan.Forward();
        return Tensor.From(OutputShapes[0].Prepend(plan.BatchSize), plan.Outputs[0].Span(plan));
    }

    internal Plan CreatePlan(PlanOptions options) => new(options, PlanCompiler.Compile(Graph, options), Generator, Workers);

    // Capacities are powers of two, so that a program that predicts batches of every size keeps few plans.
    internal Plan RentPlan(int samples)
    {
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)samples);
        return _inferencePlans.GetOrAdd(capacity, _ => []).TryTake(out var plan)
            ? plan
            : CreatePlan(new PlanOptions(capacity, IsTraining: false, HasBackward: false, new bool[Graph.Outputs.Count]));
    }

    internal void ReturnPlan(Plan plan) => _inferencePlans.GetOrAdd(plan.Options.Capacity, _ => []).Add(plan);

    internal int CheckInputs(IReadOnlyList<Tensor> inputs)
    {
        var shapes = InputShapes;
        if (inputs.Count != shapes.Count)
        {
            throw new NetworkException($"The network takes {shapes.Count} inputs, got {inputs.Count}.");
        }

        for (var i = 0; i < inputs.Count; i++)
        {
            var name = Graph.Inputs[i].Name;
            var shape = inputs[i].Shape;
            if (shape.Rank == 0 || shape.Skip(1) != shapes[i])
            {
                throw new NetworkException(
                    $"Input '{name}' expects a batch of shape {Describe(shapes[i])}, got {shape}{Remedy(shape, shapes[i])}.");
            }

            if (shape[0] == 0)
            {
                throw new NetworkException($"Input '{name}' got an empty batch of shape {shape}; give at least one sample.");
            }

            if (shape[0] != inputs[0].Shape[0])
            {
                throw new NetworkException($"All inputs need the same number of samples; '{name}' has {shape[0]}, '{Graph.Inputs[0].Name}' has {inputs[0].Shape[0]}.");
            }

            NumberCheck.RejectNaN(inputs[i], $"Input '{name}'");
        }

        return inputs[0].Shape[0];
    }

    private static string Describe(Shape sample) => $"[N, {string.Join(", ", sample)}]".Replace(", ]", "]", StringComparison.Ordinal);

    private static string Remedy(Shape got, Shape expected)
    {
        if (got == expected)
        {
            return "; a single sample needs a batch axis in front: Reshape it to " + expected.Prepend(1);
        }

        return got.Rank > 0 && got.Skip(1).Size == expected.Size ? "; Reshape it" : "; check the loader";
    }

    private void BuildFor(IReadOnlyList<Tensor> inputs)
    {
        foreach (var input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input);
        }

        if (!IsBuilt)
        {
            Build([.. inputs.Select(input => input.Shape.Rank > 0 ? input.Shape.Skip(1) : input.Shape)]);
        }
    }

    private void ForgetPlans() => _inferencePlans.Clear();
}
