using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Losses;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Files;

/// <content>Options that are components themselves.</content>
public sealed partial class OptionReader
{
    /// <summary>An activation function, or null where the option is missing. A text is one of <see cref="ActivationNames"/>.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public ActivationFunction? FindActivation(string name) => Component(name, _components.Activations);

    /// <summary>An initializer, or null where the option is missing. A text is one of <see cref="InitializerNames"/>.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public Initializer? FindInitializer(string name) => Component(name, _components.Initializers);

    /// <summary>A regularizer, or null where the option is missing. A text is one of <see cref="RegularizerNames"/>.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public Regularizer? FindRegularizer(string name) => Component(name, _components.Regularizers);

    /// <summary>A constraint, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public Constraint? FindConstraint(string name) => Component(name, _components.Constraints);

    /// <summary>A loss, or null where the option is missing. A text is one of <see cref="LossNames"/>.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public Loss? FindLoss(string name) => Component(name, _components.Losses);

    internal GradientClipping? FindClipping(string name) => Component(name, _components.Clippings);

    internal LearningRateSchedule[] GetSchedules(string name) =>
    [
        .. GetList(name).Select((json, i) => _components.Schedules.Read(json, $"{Place}.{name}[{i}]", _components)),
    ];

    private TBase? Component<TBase>(string name, ComponentTable<TBase> table)
        where TBase : class =>
        Find(name) is { } json ? table.Read(json, $"{Place}.{name}", _components) : null;
}
