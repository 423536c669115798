using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// One step of a network. A layer holds its parameters and options, never a batch: whatever belongs to a batch lives in the
/// <see cref="LayerContext"/> of the plan that runs it, so one layer serves any number of threads at once.
/// </summary>
/// <remarks>
/// To write a layer of your own, override <see cref="OutputShape"/>, <see cref="Forward"/> and <see cref="Backward"/>, and
/// <see cref="Build"/> where it has parameters.
/// </remarks>
public abstract class Layer
{
    private readonly List<Parameter> _parameters = [];
    private Regularizer? _activityRegularizer;

    /// <summary>Gives the layer its name.</summary>
    /// <param name="name">A name unique in the network; null lets the network use the layer's position, as PyTorch's Sequential does.</param>
    protected Layer(string? name = null) => Name = name;

    /// <summary>The name, or null while no network has named it.</summary>
    public string? Name { get; internal set; }

    /// <summary>The kind of the layer: the name of its class.</summary>
    public string Kind => GetType().Name;

    /// <summary>The parameters and buffers, in PyTorch's order; empty before the layer is built.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Whether the parameters exist: true once a network with a known input shape has been built on the layer.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>The conventions of the network that builds the layer, for what the layer was not told; PyTorch's before it is built.</summary>
    protected Conventions Conventions { get; private set; } = Conventions.PyTorch;

    /// <summary>A penalty on this layer's output, added to the loss; null for none. Divided by the batch size, as in Keras.</summary>
    public Regularizer? ActivityRegularizer
    {
        get => _activityRegularizer;
        init => _activityRegularizer = value;
    }

    /// <summary>
    /// The memory layout in which the layer wants its inputs and gives its output, or null where any will do (element by element).
    /// </summary>
    public virtual DataLayout? Layout => DataLayout.ChannelsFirst;

    /// <summary>A function that the plan applies to what <see cref="Forward"/> computed, fused with it where it can; null for none.</summary>
    public virtual ActivationFunction? OutputActivation => null;

    /// <summary>Whether <see cref="Forward"/> can apply a function itself, while its result is still in registers.</summary>
    /// <param name="function">The function that follows the layer.</param>
    internal virtual bool Fuses(ActivationFunction function) => false;

    /// <summary>Whether the backward pass gives a parameter's gradient to the update that the context names, where it names one, instead of storing it.</summary>
    internal virtual bool TakesUpdateOf(Parameter parameter) => false;

    /// <summary>
    /// The layer as a product and a sum with a weight [out, …] and a bias [out], into which a plan may fold a batch normalization of its outputs;
    /// null where it is none.
    /// </summary>
    internal virtual WeightedSum? AsWeightedSum() => null;

    /// <summary>Whether the output is the input's numbers under another shape, so that nothing need be computed.</summary>
    internal virtual bool IsReshape => false;

    /// <summary>Whether the layer does nothing at inference, as dropout.</summary>
    internal virtual bool IsIdentityAtInference => false;

    /// <summary>Whether at inference a batch may run a few samples at a time: with the same bits, and about as fast.</summary>
    internal virtual bool RunsInSlices => false;

    /// <summary>Whether <see cref="Backward"/> reads the layer's inputs; false lets the plan reuse their memory.</summary>
    public virtual bool BackwardNeedsInput => true;

    /// <summary>Whether <see cref="Backward"/> reads the layer's output; false lets the plan reuse its memory.</summary>
    public virtual bool BackwardNeedsOutput => true;

    /// <summary>The shape of one sample's output; checks that the inputs fit.</summary>
    /// <param name="inputs">The shapes of one sample of each input, without the batch axis.</param>
    /// <exception cref="NetworkException">The inputs do not fit; the message names the layer, the shapes and the remedy.</exception>
    public abstract Shape OutputShape(IReadOnlyList<Shape> inputs);

    /// <summary>Computes the output of a batch.</summary>
    /// <param name="context">The batch: inputs, output, workspace.</param>
    public abstract void Forward(LayerContext context);

    /// <summary>
    /// Computes, from the gradient of the output, the gradients of the inputs that need one and of the parameters.
    /// Writes them (it does not add to them).
    /// </summary>
    /// <param name="context">The batch that <see cref="Forward"/> saw, with the gradient of its output.</param>
    public abstract void Backward(LayerContext context);

    /// <summary>Creates the parameters with <see cref="AddParameter"/> and <see cref="AddBuffer"/>; called once.</summary>
    /// <param name="inputs">The shapes of one sample of each input.</param>
    protected virtual void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <summary>What the layer needs beside its inputs and output for a batch.</summary>
    /// <param name="inputs">The shapes of one sample of each input.</param>
    /// <param name="batchSize">The number of samples.</param>
    /// <param name="training">Whether a backward pass follows.</param>
    public virtual Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training) => default;

    /// <summary>Adds a trainable parameter.</summary>
    /// <param name="name">Its name, PyTorch's where PyTorch has one.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">Its first values.</param>
    /// <param name="regularizer">A penalty on its values.</param>
    /// <param name="constraint">A projection after each update.</param>
    /// <param name="fans">What counts as its fan-in and fan-out; taken from the shape when null.</param>
    protected Parameter AddParameter(
        string name, Shape shape, Initializer initializer, Regularizer? regularizer = null, Constraint? constraint = null, Fans? fans = null) =>
        Add(name, shape, initializer, regularizer, constraint, fans, StorageOrder.Same, trainable: true);

    /// <summary>Adds a parameter that training does not change by gradient, such as a running mean.</summary>
    /// <param name="name">Its name, PyTorch's where PyTorch has one.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">Its first values.</param>
    protected Parameter AddBuffer(string name, Shape shape, Initializer initializer) =>
        Add(name, shape, initializer, null, null, null, StorageOrder.Same, trainable: false);

    private protected Parameter AddStored(
        string name, Shape shape, StorageOrder order, Initializer initializer, Regularizer? regularizer, Constraint? constraint, Fans? fans = null) =>
        Add(name, shape, initializer, regularizer, constraint, fans, order, trainable: true);

    /// <summary>An error about this layer, beginning with its kind and name.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    protected NetworkException Error(string message) => new($"{Kind} '{Name ?? "(unnamed)"}' {message}");

    /// <summary>The one input's shape, for layers that take a single input.</summary>
    /// <param name="inputs">The shapes of the inputs.</param>
    /// <exception cref="NetworkException">There is not exactly one.</exception>
    protected Shape SingleInput(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 1
            ? inputs[0]
            : throw Error($"takes one input, got {inputs.Count}; join them first with Add or Concatenate.");
    }

    /// <summary>Sets <see cref="ActivityRegularizer"/> of a layer that a file describes.</summary>
    internal void SetActivityRegularizer(Regularizer? regularizer) => _activityRegularizer = regularizer;

    /// <summary>Creates the parameters, unless they exist.</summary>
    /// <param name="inputs">The shapes of one sample of each input.</param>
    /// <param name="generator">Gives the first values.</param>
    /// <param name="conventions">The network's conventions.</param>
    /// <param name="source">Where the first values come from instead; null for the initializers.</param>
    internal void EnsureBuilt(IReadOnlyList<Shape> inputs, Generator generator, Conventions conventions, IParameterSource? source = null)
    {
        if (IsBuilt)
        {
            return;
        }

        OutputShape(inputs);
        Conventions = conventions;
        ActivityRegularizer?.Settle(conventions);
        _buildGenerator = generator;
        _source = source;
        Build(inputs);
        _buildGenerator = null;
        _source = null;
        IsBuilt = true;
    }

    private Generator? _buildGenerator;
    private IParameterSource? _source;

    private Parameter Add(
        string name, Shape shape, Initializer initializer, Regularizer? regularizer, Constraint? constraint, Fans? fans, StorageOrder order, bool trainable)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        if (_buildGenerator is null)
        {
            throw new InvalidOperationException($"{Kind} adds parameter '{name}' outside Build; override Build and add it there.");
        }

        regularizer?.Settle(Conventions);
        if (constraint?.FindFault(shape) is { } fault)
        {
            throw Error($"cannot be built: its parameter '{name}' {fault}.");
        }


        // Values from a file come first, so that its size is known to be that of the parameter before memory is taken.
        var values = _source?.Take($"{Name}.{name}", shape);
        var parameter = new Parameter(name, shape, trainable, order) { Regularizer = regularizer, Constraint = constraint };
        if (values is null)
        {
            values = new Tensor(shape);
            initializer.Fill(values, fans ?? Fans.Of(shape), _buildGenerator);
        }

        parameter.Write(values);
        _parameters.Add(parameter);
        return parameter;
    }
}
