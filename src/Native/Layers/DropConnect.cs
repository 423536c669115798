using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A fully connected layer that drops weights instead of units: <c>y = f(x (W∘M)ᵀ + b)</c> while training, with one mask M for each batch, drawn
/// in row-major order of W [out, in]. <see cref="DropoutForm.Inverted"/> (the default): M is 0 or 1/(1−p), and W at inference;
/// <see cref="DropoutForm.Standard"/>: M is 0 or 1, and (1−p)·W at inference. x [N, in], y [N, out]; biases are not dropped. Source: D4; Wan et
/// al. 2013.
/// </summary>
public sealed class DropConnect : Layer
{
    private DropoutForm? _form;

    /// <summary>Makes a fully connected layer that drops weights.</summary>
    /// <param name="units">out, the number of outputs.</param>
    /// <param name="rate">p, the probability that a weight is dropped, in [0, 1].</param>
    /// <param name="activation">f, applied to the result; null for none.</param>
    /// <param name="useBias">Whether b is added.</param>
    /// <param name="form">Whether training or inference puts the expected value right; null for the network's convention.</param>
    /// <param name="kernelInitializer">The first values of W; null for the network's convention.</param>
    /// <param name="biasInitializer">The first values of b; null for the network's convention.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no units, or p lies outside [0, 1].</exception>
    public DropConnect(
        int units,
        double rate = 0.5,
        ActivationFunction? activation = null,
        bool useBias = true,
        DropoutForm? form = null,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Units = units;
        Rate = DropoutRate.Check(rate);
        OutputActivation = activation;
        UseBias = useBias;
        _form = form;
        KernelInitializer = kernelInitializer;
        BiasInitializer = biasInitializer;
    }

    /// <summary>out, the number of outputs.</summary>
    public int Units { get; }

    /// <summary>p, the probability that a weight is dropped.</summary>
    public double Rate { get; }

    /// <summary>Whether training or inference puts the expected value right.</summary>
    public DropoutForm Form => _form ?? DropoutForm.Inverted;

    /// <summary>Whether b is added.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    public override ActivationFunction? OutputActivation { get; }

    /// <summary>The first weights; null for those of the network's conventions.</summary>
    public Initializer? KernelInitializer { get; }

    /// <summary>The first bias; null for those of the network's conventions.</summary>
    public Initializer? BiasInitializer { get; }

    /// <summary>A penalty on W.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A projection of W after each update.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>W, [out, in]; null before the layer is built.</summary>
    public Parameter? Weight { get; private set; }

    /// <summary>b, [out]; null before the layer is built and without bias.</summary>
    public Parameter? Bias { get; private set; }

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool Fuses(ActivationFunction function) => function is ReLU;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        if (input.Rank != 1)
        {
            throw Error($"takes samples of one axis of features, got samples of shape {input}; put a Flatten before it.");
        }

        return Weight is null || Weight.Shape[1] == input[0]
            ? Units
            : throw Error($"expects {Weight.Shape[1]} features, got samples of shape {input}; check the data or the layer before it.");
    }

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new Workspace(Saved: Units * inputs[0][0], Scratch: Units * inputs[0][0]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _form ??= Conventions.Dropout;
        var shape = new Shape(Units, inputs[0][0]);
        Weight = AddStored(
            "weight", shape, StorageOrder.DenseWeight, KernelInitializer ?? Conventions.KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias)
        {
            Bias = AddParameter("bias", Units, BiasInitializer ?? Conventions.BiasInitializer, fans: Fans.Of(shape));
        }
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var features = Weight!.Shape[1];
        var weights = context.Scratch;
        if (context.IsStochastic)
        {
            // Drawn in the public order [out, in], used in the stored one [in, out].
            DropoutRate.DrawMask(context.Generator, Rate, DropoutRate.KeptFactor(Rate, Form), weights);
            BatchTranspose.Run(1, Units, features, weights, context.Saved, context.Workers);
            Elementwise.Map(Weight.Storage, context.Saved, weights, default(MultiplyOperation), context.Workers);
        }
        else
        {
            var factor = Form == DropoutForm.Standard ? (float)(1 - Rate) : 1f;
            Elementwise.Map(Weight.Storage, weights, new ScaleOperation(factor), context.Workers);
        }

        var epilogue = new GemmEpilogue(Bias is null ? default : Bias.Storage, context.FusedActivation);
        Gemm.Multiply(
            false,
            false,
            context.BatchSize,
            Units,
            features,
            context.Input(),
            features,
            weights,
            Units,
            context.Output,
            Units,
            false,
            epilogue,
            context.Workers);
    }

    /// <inheritdoc/>
    /// <remarks>dW = (xᵀ dy)∘M, db = Σ dy over the batch, dx = dy (W∘M).</remarks>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var features = Weight!.Shape[1];
        var outputGradient = context.OutputGradient;
        var gradient = context.Gradient(Weight);
        Gemm.Multiply(
            true, false, features, Units, context.BatchSize, context.Input(), features, outputGradient, Units, gradient, Units, false, context.Workers);
        Elementwise.Map(gradient, context.Saved, gradient, default(MultiplyOperation), context.Workers);
        if (Bias is not null)
        {
            Reductions.ColumnSums(outputGradient, context.BatchSize, context.Gradient(Bias), context.Workers);
        }

        if (context.NeedsInputGradient())
        {
            Elementwise.Map(Weight.Storage, context.Saved, context.Scratch, default(MultiplyOperation), context.Workers);
            Gemm.Multiply(
                false,
                true,
                context.BatchSize,
                features,
                Units,
                outputGradient,
                Units,
                context.Scratch,
                Units,
                context.InputGradient(),
                features,
                false,
                context.Workers);
        }
    }
}
