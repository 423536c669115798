using System.Collections.Concurrent;
using System.Numerics;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

public abstract partial class Network
{
    private readonly ConcurrentDictionary<int, PlanPool> _inferencePlans = new();

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
        Tensor[] batches = [.. inputs];
        BuildFor(batches);
        var count = CheckInputs(batches);
        Tensor[] outputs = [.. OutputShapes.Select(shape => new Tensor(shape.Prepend(count)))];
        Run(batches, outputs, count, batchSize);
        return outputs;
    }

    /// <summary>Writes the output for a batch into a tensor of the caller's; allocates nothing once a batch of the size has run.</summary>
    /// <param name="input">A batch: [N, …] with samples of the network's input shape.</param>
    /// <param name="output">Where to write the network's only output, [N, …].</param>
    /// <param name="batchSize">How many samples run at a time; the result does not depend on it.</param>
    /// <exception cref="NetworkException">The input has the wrong shape, no samples or a NaN, or the output does not fit.</exception>
    public void Predict(Tensor input, Tensor output, int batchSize = 128)
    {
        ArgumentNullException.ThrowIfNull(output);
        BuildFor([input]);
        var count = CheckInputs([input]);
        if (OutputShapes.Count != 1 || output.Shape.Rank != OutputShapes[0].Rank + 1 || output.Shape[0] != count || output.Count != count * OutputShapes[0].Size)
        {
            throw OutputDoesNotFit(output, count);
        }

        Run([input], [output], count, batchSize);
    }

    /// <summary>
    /// The output of every node for one batch, as in use: what each layer gives, for looking inside a network. Takes memory for all of them at once.
    /// </summary>
    /// <param name="inputs">One batch for each input, all with the same number of samples.</param>
    /// <returns>The outputs in the order of <see cref="NetworkGraph.Nodes"/>, [N, …] each; an input's is the input.</returns>
    /// <exception cref="NetworkException">An input has the wrong shape, no samples or a NaN.</exception>
    public IReadOnlyList<Tensor> PredictNodes(params IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor[] batches = [.. inputs];
        BuildFor(batches);
        var options = new PlanOptions(CheckInputs(batches), IsTraining: false, HasBackward: false, new bool[Graph.Nodes.Count]);
        var allNodes = new NetworkGraph(Graph.Nodes, Graph.Inputs, Graph.Nodes);
        var plan = new Plan(options, PlanCompiler.Compile(allNodes, options), Generator, Workers, Numerics);
        for (var i = 0; i < batches.Length; i++)
        {
            batches[i].Span.CopyTo(plan.Inputs[i].Span(plan));
        }

        plan.Forward();
        return [.. Graph.Nodes.Select((node, i) => Tensor.From(node.Shape.Prepend(plan.BatchSize), plan.Outputs[i].Span(plan)))];
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

    private NetworkException OutputDoesNotFit(Tensor output, int count) =>
        new($"The network gives {string.Join(" and ", OutputShapes.Select(shape => shape.Prepend(count)))}, the output tensor has shape {output.Shape}.");

    private void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, int count, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var step = Math.Min(batchSize, count);
        var plan = RentPlan(step);
        for (var start = 0; start < count; start += step)
        {
            plan.BatchSize = Math.Min(step, count - start);
            for (var i = 0; i < inputs.Length; i++)
            {
                plan.Inputs[i].Block.Borrow(inputs[i], start * SampleSize(inputs[i]));
            }

            plan.Forward();
            for (var i = 0; i < outputs.Length; i++)
            {
                plan.Outputs[i].Span(plan).CopyTo(Slice(outputs[i], start, plan.BatchSize));
            }
        }

        foreach (var input in plan.Inputs)
        {
            input.Block.GiveBack();
        }

        ReturnPlan(plan);
    }

    private static Span<float> Slice(Tensor tensor, int start, int count) =>
        tensor.Span.Slice(start * SampleSize(tensor), count * SampleSize(tensor));

    private static int SampleSize(Tensor tensor) => tensor.Count / tensor.Shape[0];

    internal Plan CreatePlan(PlanOptions options) => new(options, PlanCompiler.Compile(Graph, options), Generator, Workers, Numerics);

    // Capacities are powers of two, so that a program that predicts batches of every size keeps few plans.
    internal Plan RentPlan(int samples)
    {
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)samples);
        var plans = _inferencePlans.GetOrAdd(capacity, static _ => new PlanPool());
        while (plans.TryTake() is { } plan)
        {
            if (IsCurrent(plan))
            {
                return plan;
            }
        }

        return CreatePlan(new PlanOptions(capacity, IsTraining: false, HasBackward: false, new bool[Graph.Outputs.Count], SliceThreads: Workers.Threads));
    }

    internal void ReturnPlan(Plan plan)
    {
        if (IsCurrent(plan))
        {
            _inferencePlans.GetOrAdd(plan.Options.Capacity, static _ => new PlanPool()).Add(plan);
        }
    }

    // A prediction may be under way while another thread sets the threads or the numerics: its plan comes back when those of before are forgotten.
    private bool IsCurrent(Plan plan) => plan.Workers == Workers && plan.Numerics == Numerics;

    internal int CheckInputs(ReadOnlySpan<Tensor> inputs)
    {
        var shapes = InputShapes;
        if (inputs.Length != shapes.Count)
        {
            throw new NetworkException($"The network takes {shapes.Count} inputs, got {inputs.Length}; give a batch for each, with samples of shape {string.Join(" and ", shapes)}.");
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            var name = Graph.Inputs[i].Name;
            var shape = inputs[i].Shape;
            if (!IsBatchOf(shape, shapes[i]))
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

            NumberCheck.RejectNaN(inputs[i], name);
        }

        return inputs[0].Shape[0];
    }

    private static bool IsBatchOf(Shape batch, Shape sample) => batch.Rank == sample.Rank + 1 && batch.Extents[1..].SequenceEqual(sample.Extents);

    private static string Describe(Shape sample) => $"[N, {string.Join(", ", sample)}]".Replace(", ]", "]", StringComparison.Ordinal);

    private static string Remedy(Shape got, Shape expected)
    {
        if (got == expected)
        {
            return "; a single sample needs a batch axis in front: Reshape it to " + expected.Prepend(1);
        }

        return got.Rank > 0 && got.Skip(1).Size == expected.Size ? "; Reshape it" : "; check the loader";
    }

    private void BuildFor(ReadOnlySpan<Tensor> inputs)
    {
        foreach (var input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input);
        }

        if (!IsBuilt)
        {
            Build([.. inputs.ToArray().Select(input => input.Shape.Rank > 0 ? input.Shape.Skip(1) : input.Shape)]);
        }
    }

    private void ForgetPlans() => _inferencePlans.Clear();
}
