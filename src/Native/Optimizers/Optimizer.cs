using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// A rule that turns gradients into new parameter values. It holds options only; what it remembers between steps (momentum, running
/// squares) lives in an <see cref="OptimizerState"/>, so one optimizer object may serve several networks.
/// </summary>
/// <remarks>
/// To write one of your own, override <see cref="SlotNames"/> and <see cref="Update"/>; and, where it remembers single numbers,
/// <see cref="ScalarNames"/>, <see cref="InitialScalar"/> and <see cref="Advance"/>. An element's update must not depend on other elements.
/// </remarks>
public abstract class Optimizer
{
    private float _weightDecay;
    private float _learningRate;
    private bool _isRateGiven;
    private Conventions? _settledBy;
    private IReadOnlyList<ParameterGroup> _groups = [];
    private GradientClipping? _clipping;

    /// <summary>Sets the options that every optimizer has.</summary>
    /// <param name="learningRate">η, the step size; 0 or more.</param>
    /// <param name="weightDecay">λ; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is negative or not finite.</exception>
    protected Optimizer(float learningRate, float weightDecay = 0f)
    {
        LearningRate = learningRate;
        WeightDecay = weightDecay;
    }

    /// <summary>Sets the options that every optimizer has, of one whose learning rate differs between conventions.</summary>
    /// <param name="learningRate">η, the step size; 0 or more, or null for the default.</param>
    /// <param name="defaultLearningRate">What it is unless it is given here, by <see cref="LearningRate"/> or by <see cref="SettleLearningRate"/>.</param>
    /// <param name="weightDecay">λ; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is negative or not finite.</exception>
    protected Optimizer(float? learningRate, float defaultLearningRate, float weightDecay)
        : this(learningRate ?? defaultLearningRate, weightDecay) => _isRateGiven = learningRate is not null;

    /// <summary>η, the step size; schedules change it during training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set
        {
            _learningRate = float.IsFinite(value) && value >= 0
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "A learning rate is a finite number of 0 or more.");
            _isRateGiven = true;
        }
    }

    /// <summary>λ, the weight decay of parameters whose group does not say otherwise; how it acts is the optimizer's formula.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The decay is negative or not finite.</exception>
    public float WeightDecay
    {
        get => _weightDecay;
        protected set => _weightDecay = float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A weight decay is a finite number of 0 or more.");
    }

    /// <summary>
    /// The share of old gradients that is kept: SGD's and RMSprop's momentum, β₁ of Adam and its kin; null where there is none. One-cycle
    /// schedules change it during training.
    /// </summary>
    /// <exception cref="ArgumentException">The optimizer was made without momentum.</exception>
    public virtual double? Momentum
    {
        get => null;
        set => throw new ArgumentException($"{GetType().Name} was made without momentum, so it cannot be changed; make the optimizer with one.", nameof(value));
    }

    /// <summary>Parameters treated apart; a parameter belongs to the first group that contains it. Empty unless set.</summary>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get => _groups;
        init => _groups = value;
    }

    /// <summary>How gradients are limited before each step; null for not at all.</summary>
    public GradientClipping? Clipping
    {
        get => _clipping;
        init => _clipping = value;
    }

    /// <summary>Whether several threads may update runs of one parameter's elements at once.</summary>
    internal virtual bool UpdatesRunsAtOnce => false;

    /// <summary>The names of what it remembers for each element of a parameter, PyTorch's (<c>exp_avg</c>, <c>momentum_buffer</c> …).</summary>
    public virtual IReadOnlyList<string> SlotNames => [];

    /// <summary>The names of single numbers it remembers for each parameter, PyTorch's (<c>mu_product</c>).</summary>
    public virtual IReadOnlyList<string> ScalarNames => [];

    /// <summary>The first value of every element of a slot.</summary>
    /// <param name="slot">Its position in <see cref="SlotNames"/>.</param>
    public virtual float InitialSlotValue(int slot) => 0f;

    /// <summary>The first value of a single number.</summary>
    /// <param name="scalar">Its position in <see cref="ScalarNames"/>.</param>
    public virtual double InitialScalar(int scalar) => 0;

    /// <summary>Brings a parameter's single numbers to the step that is about to be taken; called once for each parameter and step.</summary>
    /// <param name="scalars">The numbers under <see cref="ScalarNames"/>.</param>
    /// <param name="step">t, counted from 1.</param>
    public virtual void Advance(Span<double> scalars, long step)
    {
    }

    /// <summary>
    /// Settles the options that were not given, by the conventions of the first network that is compiled with the optimizer; before, and in
    /// PyTorch's conventions, they are PyTorch's. They stay what they are when another network is compiled with it.
    /// </summary>
    /// <param name="conventions">The network's conventions.</param>
    protected virtual void Settle(Conventions conventions)
    {
    }

    /// <summary>Settles the learning rate unless it was given, to the constructor or by <see cref="LearningRate"/>; for <see cref="Settle"/>.</summary>
    /// <param name="learningRate">The conventions' learning rate.</param>
    protected void SettleLearningRate(float learningRate)
    {
        if (!_isRateGiven)
        {
            LearningRate = learningRate;
        }
    }

    /// <summary>Updates one parameter, or a run of its elements.</summary>
    /// <param name="update">The values, their gradient and what is remembered of them.</param>
    public abstract void Update(in ParameterUpdate update);

    /// <summary>The optimizer of a Keras name with its default options, so that <c>optimizer: "adam"</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="OptimizerNames"/>.</param>
    /// <exception cref="ArgumentException">No optimizer has that name; the message lists those there are.</exception>
    public static implicit operator Optimizer(string name) => OptimizerNames.Find(name);

    /// <summary>Sets <see cref="Groups"/> of an optimizer that a file describes.</summary>
    internal void SetGroups(IReadOnlyList<ParameterGroup> groups) => _groups = groups;

    /// <summary>Sets <see cref="Clipping"/> of an optimizer that a file describes.</summary>
    internal void SetClipping(GradientClipping? clipping) => _clipping = clipping;

    /// <summary>The conventions that settled what was not given; null before.</summary>
    internal Conventions? SettledBy => _settledBy;

    internal void Adopt(Conventions conventions)
    {
        if (_settledBy is null)
        {
            Settle(conventions);
            _settledBy = conventions;
        }
    }
}
