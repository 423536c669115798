using Interop.Native.Activations;
using Interop.Native.Files.Formats;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Files;

/// <summary>
/// How the components of a network are written to a model file and read back. It knows all of the engine's own; add yours and give the
/// registry to <see cref="ModelFile.Save(string, ComponentRegistry?)"/> and <see cref="ModelFile.Load(string, ComponentRegistry?)"/>.
/// A file holds names and options only, never a type or code.
/// </summary>
/// <example>
/// <code>
/// var components = new ComponentRegistry()
///     .AddLayer("Scale", (layer, options) => options.Write("factor", layer.Factor), options => new Scale(options.GetSingle("factor")));
/// network.Save("model.safetensors", components);
/// var again = Network.Load("model.safetensors", components);
/// </code>
/// </example>
public sealed class ComponentRegistry
{
    /// <summary>Makes a registry of the engine's own components.</summary>
    public ComponentRegistry()
    {
        ActivationFormats.AddTo(Activations);
        BatchNormalizationFormat.AddTo(Layers);
        ConstraintFormats.AddTo(Constraints);
        ConvolutionFormats.AddTo(Layers);
        InitializerFormats.AddTo(Initializers);
        LayerFormats.AddTo(Layers);
        LossFormats.AddTo(Losses);
        MetricFormats.AddTo(Metrics);
        OptimizerFormats.AddTo(Optimizers);
        OptimizerFormats.AddTo(Clippings);
        PoolingFormats.AddTo(Layers);
        RegularizerFormats.AddTo(Regularizers);
        ScheduleFormats.AddTo(Schedules);
    }

    /// <summary>The engine's own components.</summary>
    internal static ComponentRegistry BuiltIn { get; } = new();

    internal ComponentTable<ActivationFunction> Activations { get; } = new("activation function", nameof(AddActivation), ActivationNames.Find);

    internal ComponentTable<GradientClipping> Clippings { get; } = new("gradient clipping", "none");

    internal ComponentTable<Constraint> Constraints { get; } = new("constraint", nameof(AddConstraint));

    internal ComponentTable<Initializer> Initializers { get; } = new("initializer", nameof(AddInitializer), InitializerNames.Find);

    internal ComponentTable<Layer> Layers { get; } = new("layer", nameof(AddLayer))
    {
        WriteCommon = (layer, options) => options.Write("activityRegularizer", layer.ActivityRegularizer),
        ReadCommon = (layer, options) => layer.SetActivityRegularizer(options.FindRegularizer("activityRegularizer")),
    };

    internal ComponentTable<Loss> Losses { get; } = new("loss", nameof(AddLoss), LossNames.Find)
    {
        WriteCommon = (loss, options) => options.WriteName("reduction", loss.GivenReduction),
        ReadCommon = (loss, options) => loss.GivenReduction = options.FindName<Reduction>("reduction"),
    };

    internal ComponentTable<Metric> Metrics { get; } = new("metric", nameof(AddMetric), MetricNames.Find)
    {
        WriteCommon = (metric, options) =>
        {
            options.Write("usesSampleWeights", metric.UsesSampleWeights);
            options.Write("output", metric.Output);
        },
        ReadCommon = (metric, options) =>
        {
            metric.UsesSampleWeights = options.GetBoolean("usesSampleWeights", false);
            metric.Output = options.GetInt32("output", 0);
            ArgumentOutOfRangeException.ThrowIfNegative(metric.Output, "output");
        },
    };

    internal ComponentTable<Optimizer> Optimizers { get; } = new("optimizer", nameof(AddOptimizer), OptimizerNames.Find);

    internal ComponentTable<Regularizer> Regularizers { get; } = new("regularizer", nameof(AddRegularizer), RegularizerNames.Find);

    internal ComponentTable<LearningRateSchedule> Schedules { get; } = new("schedule", nameof(AddSchedule));

    /// <summary>Adds a layer of your own. Its name and its activity regularizer are kept for you; its parameters too.</summary>
    /// <typeparam name="T">The layer's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the layer from its options, without a name.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddLayer<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : Layer =>
        Add(Layers, kind, write, read);

    /// <summary>Adds an activation function of your own.</summary>
    /// <typeparam name="T">The function's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the function from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddActivation<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : ActivationFunction =>
        Add(Activations, kind, write, read);

    /// <summary>Adds an initializer of your own.</summary>
    /// <typeparam name="T">The initializer's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the initializer from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddInitializer<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : Initializer =>
        Add(Initializers, kind, write, read);

    /// <summary>Adds a regularizer of your own.</summary>
    /// <typeparam name="T">The regularizer's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the regularizer from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddRegularizer<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : Regularizer =>
        Add(Regularizers, kind, write, read);

    /// <summary>Adds a constraint of your own.</summary>
    /// <typeparam name="T">The constraint's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the constraint from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddConstraint<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : Constraint =>
        Add(Constraints, kind, write, read);

    /// <summary>Adds a loss of your own. Its reduction is kept for you.</summary>
    /// <typeparam name="T">The loss's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the loss from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddLoss<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : Loss =>
        Add(Losses, kind, write, read);

    /// <summary>Adds a metric of your own.</summary>
    /// <typeparam name="T">The metric's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the metric from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddMetric<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : Metric =>
        Add(Metrics, kind, write, read);

    /// <summary>Adds an optimizer of your own. Its parameter groups and clipping are kept for you.</summary>
    /// <typeparam name="T">The optimizer's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the optimizer from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddOptimizer<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : Optimizer =>
        Add(Optimizers, kind, write, read);

    /// <summary>Adds a learning-rate schedule of your own.</summary>
    /// <typeparam name="T">The schedule's class.</typeparam>
    /// <param name="kind">The name of the kind in the file.</param>
    /// <param name="write">Writes the options.</param>
    /// <param name="read">Makes the schedule from its options.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public ComponentRegistry AddSchedule<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : LearningRateSchedule =>
        Add(Schedules, kind, write, read);

    private ComponentRegistry Add<TBase, T>(ComponentTable<TBase> table, string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where TBase : class
        where T : class, TBase
    {
        table.Add(kind, write, read);
        return this;
    }
}
