using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// Layers joined into something that can be trained and run: a <see cref="Sequential"/> or a <see cref="Model"/>. It holds parameters and
/// options; batches live in plans, so any number of threads may predict with one network at once.
/// </summary>
public abstract partial class Network
{
    private NetworkGraph? _graph;
    private Generator? _generator;
    private Conventions _conventions = Conventions.PyTorch;
    private int? _threads;
    private Numerics _numerics;

    /// <summary>The random numbers of initial weights and dropout; seed 0 unless set before the network is built.</summary>
    public Generator Generator
    {
        get => _generator ??= new TorchGenerator(0);
        set => _generator = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>
    /// The formulas and constants for what layers, optimizers and losses given by name were not told; PyTorch's unless set before the
    /// network is built.
    /// </summary>
    /// <exception cref="NetworkException">The network is built already.</exception>
    public Conventions Conventions
    {
        get => _conventions;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _conventions = !IsBuilt || value == _conventions
                ? value
                : throw new NetworkException($"The network is built with the conventions of {_conventions}; set others before it is built.");
        }
    }

    /// <summary>The number of threads the network may use; by default the cores the process may use, physical ones where the system tells (Linux). Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above 1024.</exception>
    public int Threads
    {
        get => _threads ?? PhysicalCores.Count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, WorkerPool.MostThreads);
            _threads = value;
            ForgetPlans();
        }
    }

    /// <summary>How freely results may be rounded; <see cref="Numerics.Strict"/> unless set. Training sessions keep what they were started with.</summary>
    public Numerics Numerics
    {
        get => _numerics;
        set
        {
            _numerics = value;
            ForgetPlans();
        }
    }

    /// <summary>Whether the parameters exist.</summary>
    public bool IsBuilt => _graph is not null;

    /// <summary>What the network computes, node by node.</summary>
    /// <exception cref="NetworkException">The network is not built and does not know its input shapes.</exception>
    public NetworkGraph Graph => _graph ??= KnownGraph() ?? throw new NetworkException(
        "The network has no parameters yet because its input shape is not known; call Build with the shape of one sample, or Fit.");

    /// <summary>The shapes of one sample of each input.</summary>
    public IReadOnlyList<Shape> InputShapes => Graph.InputShapes;

    /// <summary>The shapes of one sample of each output.</summary>
    public IReadOnlyList<Shape> OutputShapes => Graph.OutputShapes;

    /// <summary>The layers in the order in which they run, each once.</summary>
    public abstract IReadOnlyList<Layer> Layers { get; }

    /// <summary>Whether <see cref="Forward"/> behaves as in training; set by <see cref="Train"/> and <see cref="Eval"/>.</summary>
    public bool IsTraining { get; private set; }

    /// <summary>Where parameters get their values when the network is built; null for the initializers.</summary>
    internal IParameterSource? ParameterSource { get; set; }

    internal WorkerPool Workers => WorkerPool.Get(Threads);

    /// <summary>Makes <see cref="Forward"/> behave as in training: dropout drops, batch normalization uses the batch. PyTorch's <c>train()</c>.</summary>
    public void Train() => IsTraining = true;

    /// <summary>Makes <see cref="Forward"/> behave as in use. PyTorch's <c>eval()</c>.</summary>
    public void Eval() => IsTraining = false;

    /// <summary>Creates the parameters for samples of the given shapes; does nothing when they exist and fit.</summary>
    /// <param name="inputs">The shape of one sample of each input, without the batch axis.</param>
    /// <exception cref="NetworkException">A layer cannot take what it is given, or the network was built for other shapes.</exception>
    public void Build(params ReadOnlySpan<Shape> inputs)
    {
        if (_graph is null)
        {
            _graph = CreateGraph(inputs);
            return;
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs.Length != InputShapes.Count || inputs[i] != InputShapes[i])
            {
                throw new NetworkException(
                    $"The network was built for samples of shape {string.Join(" and ", InputShapes)}, got {string.Join(" and ", inputs.ToArray())}.");
            }
        }
    }

    /// <summary>Creates the nodes, naming and building the layers in order.</summary>
    /// <param name="inputs">The shape of one sample of each input.</param>
    private protected abstract NetworkGraph CreateGraph(ReadOnlySpan<Shape> inputs);

    /// <summary>The graph of a network that knows its input shapes by itself; null where they must be given.</summary>
    private protected virtual NetworkGraph? KnownGraph() => null;

    /// <summary>Builds a layer and makes its node, with errors that name it.</summary>
    private protected Node BuildNode(Layer layer, IReadOnlyList<Node> inputs, string defaultName)
    {
        layer.Name ??= defaultName;
        Shape[] shapes = [.. inputs.Select(input => input.Shape)];
        var output = layer.OutputShape(shapes);
        layer.EnsureBuilt(shapes, Generator, Conventions, ParameterSource);
        return new Node(layer, inputs, output, layer.Name);
    }
}
