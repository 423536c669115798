using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Networks;

/// <summary>
/// Which formulas and constants a network uses for what its layers, optimizers and losses were not told themselves. The same words mean
/// different numbers in different places; <c>docs/conventions.md</c> shows them side by side.
/// </summary>
/// <example><code>var network = new Sequential(new Dense(3), new BatchNormalization()) { Conventions = Conventions.Keras };</code></example>
public sealed class Conventions
{
    private Conventions(string name) => Name = name;

    /// <summary>PyTorch's: the default, so that a network matches PyTorch number for number.</summary>
    public static Conventions PyTorch { get; } = new("PyTorch");

    /// <summary>Keras'.</summary>
    public static Conventions Keras { get; } = new("Keras")
    {
        KernelInitializer = new GlorotUniform(),
        BiasInitializer = Constant.Zeros,
        SlopeInitializer = Constant.Zeros,
        BatchNormalization = BatchNormalizationConvention.Keras,
        Losses = LossConvention.Keras,
    };

    /// <summary>The lecture's: the formulas as they stand on the slides of D0 to D4.</summary>
    public static Conventions Lecture { get; } = new("the lecture")
    {
        KernelInitializer = new GlorotNormal(convention: GlorotConvention.Lecture),
        BiasInitializer = Constant.Zeros,
        BatchNormalization = BatchNormalizationConvention.Lecture,
        Dropout = DropoutForm.Standard,
        Losses = LossConvention.Lecture,
    };

    /// <summary>Whose they are.</summary>
    public string Name { get; }

    /// <summary>The first values of weights.</summary>
    public Initializer KernelInitializer { get; private init; } = new KaimingUniform();

    /// <summary>The first values of biases.</summary>
    public Initializer BiasInitializer { get; private init; } = new FanInUniform();

    /// <summary>The first slopes of <see cref="PReLU"/>.</summary>
    public Initializer SlopeInitializer { get; private init; } = new Constant(0.25f);

    /// <summary>How batch normalization keeps its running statistics, with its momentum and ε.</summary>
    public BatchNormalizationConvention BatchNormalization { get; private init; } = BatchNormalizationConvention.PyTorch;

    /// <summary>Where dropout puts the expected value right.</summary>
    public DropoutForm Dropout { get; private init; } = DropoutForm.Inverted;

    /// <summary>What losses divide by, and where they hold probabilities.</summary>
    public LossConvention Losses { get; private init; } = LossConvention.PyTorch;

    /// <summary>Whose they are.</summary>
    public override string ToString() => Name;
}
