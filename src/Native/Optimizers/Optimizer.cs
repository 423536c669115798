using Interop.Native.Layers;

namespace Interop.Native.Optimizers;

/// <summary>
/// A rule that turns gradients into new parameter values. It holds options only; what it remembers between steps (momentum, running
/// squares) lives in an <see cref="OptimizerState"/>, so one optimizer object may serve several networks.
/// </summary>
/// <remarks>To write one of your own, override <see cref="SlotNames"/> and <see cref="Update"/>.</remarks>
public abstract class Optimizer
{
    private float _learningRate;

    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">η, the step size; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    protected Optimizer(float learningRate) => LearningRate = learningRate;

    /// <summary>η, the step size; schedules change it during training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set => _learningRate = float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A learning rate is a finite number of 0 or more.");
    }

    /// <summary>The names of what it remembers for each parameter, PyTorch's (<c>exp_avg</c>, <c>momentum_buffer</c> …); each as large as the parameter.</summary>
    public virtual IReadOnlyList<string> SlotNames => [];

    /// <summary>The first value of every element of a slot.</summary>
    /// <param name="slot">Its position in <see cref="SlotNames"/>.</param>
    public virtual float InitialSlotValue(int slot) => 0f;

    /// <summary>Updates one parameter, or a run of its elements.</summary>
    /// <param name="update">The values, their gradient and what is remembered of them.</param>
    public abstract void Update(in ParameterUpdate update);

    /// <summary>The optimizer of a Keras name with its default options, so that <c>optimizer: "adam"</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="OptimizerNames"/>.</param>
    /// <exception cref="ArgumentException">No optimizer has that name; the message lists those there are.</exception>
    public static implicit operator Optimizer(string name) => OptimizerNames.Find(name);
}
