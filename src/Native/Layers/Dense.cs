using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A fully connected layer: <c>y = f(x Wᵀ + b)</c> with x [N, in], W [out, in], b [out], y [N, out]. Inputs with more axes are taken along
/// their last one: [N, …, in] to [N, …, out]. Source: D0, D1, D4; PyTorch's Linear, Keras' Dense.
/// </summary>
public sealed class Dense : Layer
{
    /// <summary>From this many values on, a weight with its gradient and what an optimizer remembers leaves the caches: an update gains where the gradient is never stored.</summary>
    private const int LargeWeight = 2 * 1024 * 1024;

    /// <summary>Makes a fully connected layer.</summary>
    /// <param name="units">out, the number of outputs.</param>
    /// <param name="activation">f, applied to the result; null for none.</param>
    /// <param name="useBias">Whether b is added.</param>
    /// <param name="kernelInitializer">The first values of W; null for the network's convention: PyTorch's is <see cref="KaimingUniform"/> with a = √5.</param>
    /// <param name="biasInitializer">The first values of b; null for the network's convention: PyTorch's is <see cref="FanInUniform"/>.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no units.</exception>
    public Dense(
        int units,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Units = units;
        OutputActivation = activation;
        UseBias = useBias;
        KernelInitializer = kernelInitializer;
        BiasInitializer = biasInitializer;
    }

    /// <summary>out, the number of outputs.</summary>
    public int Units { get; }

    /// <summary>Whether b is added.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    public override ActivationFunction? OutputActivation { get; }

    /// <summary>The first weights; null for those of the network's conventions.</summary>
    public Initializer? KernelInitializer { get; }

    /// <summary>The first bias; null for those of the network's conventions.</summary>
    public Initializer? BiasInitializer { get; }

    /// <summary>The number of inputs it must be given; null takes what comes.</summary>
    public int? InputFeatures { get; init; }

    /// <summary>A penalty on W.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on b.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A projection of W after each update.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>A projection of b after each update.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>W, [out, in]; null before the layer is built.</summary>
    public Parameter? Weight { get; private set; }

    /// <summary>b, [out]; null before the layer is built and without bias.</summary>
    public Parameter? Bias { get; private set; }

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool Fuses(ActivationFunction function) => function is ReLU;

    internal override bool TakesUpdateOf(Parameter parameter) => parameter == Weight && parameter.Count >= LargeWeight;

    internal override WeightedSum? AsWeightedSum() => Weight is null ? null : new(Weight, Bias, OutputsAreLast: true, WithParameters);

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        if (input.Rank == 0)
        {
            throw Error("takes samples with at least one axis of features, got scalars; give the data a shape of [N, features].");
        }

        var expected = Weight?.Shape[1] ?? InputFeatures;
        if (expected is { } features && input[-1] != features)
        {
            var remedy = input.Size == features ? "put a Flatten before it" : "check the data or the layer before it";
            throw Error($"expects {features} features, got samples of shape {input}; {remedy}.");
        }

        return new Shape([.. input.Extents[..^1], Units]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var shape = new Shape(Units, inputs[0][-1]);
        Weight = AddStored("weight", shape, StorageOrder.DenseWeight, KernelInitializer ?? Conventions.KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias)
        {
            Bias = AddParameter("bias", Units, BiasInitializer ?? Conventions.BiasInitializer, BiasRegularizer, BiasConstraint, Fans.Of(shape));
        }
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (rows, features) = Extents(context);
        var epilogue = new GemmEpilogue(Bias is null ? default : Bias.Storage, context.FusedActivation);
        Gemm.Multiply(
            false, false, rows, Units, features, context.Input(), features, Weight!.Storage, Units, context.Output, Units, false, epilogue, context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (rows, features) = Extents(context);
        var outputGradient = context.OutputGradient;

        // dW = xᵀ dy in the stored order [in, out]; db = Σ dy over the batch; dx = dy Wᵀ.
        var update = context.UpdateOf(Weight!);
        if (update is null)
        {
            Gemm.Multiply(
                true, false, features, Units, rows, context.Input(), features, outputGradient, Units, context.Gradient(Weight!), Units, false, context.Workers);
        }

        if (Bias is not null)
        {
            Reductions.ColumnSums(outputGradient, rows, context.Gradient(Bias), context.Workers);
        }

        if (context.NeedsInputGradient())
        {
            Gemm.Multiply(
                false, true, rows, features, Units, outputGradient, Units, Weight!.Storage, Units, context.InputGradient(), features, false, context.Workers);
        }

        if (update is not null)
        {
            // Last, since it changes the weight that dx was computed with.
            UpdatedProduct.Run(rows, context.Input(), features, outputGradient, Units, update, context.Workers);
        }
    }

    private (int Rows, int Features) Extents(LayerContext context)
    {
        var features = Weight!.Shape[1];
        return (context.BatchSize * (context.InputShape().Size / features), features);
    }

    private Dense WithParameters(Parameter weight, Parameter bias)
    {
        var twin = (Dense)MemberwiseClone();
        twin.Weight = weight;
        twin.Bias = bias;
        return twin;
    }
}
