using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Parity.Cases.Optimizers;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Training;

/// <summary>
/// A whole training of a classifier from a seed: linear layers with batch normalization, ReLU and dropout between them, softmax and
/// cross-entropy at the end; before them, for images, convolutions of kernel 3 with batch normalization and ReLU, max pooling and dropout.
/// Compared are the initial weights, the first step in all its parts, so that one sees where bits first part, the loss of each step, the
/// weights at the end, and what the network then makes of its data.
/// </summary>
/// <param name="Title">What to call it.</param>
/// <param name="Widths">The features of the input, or of what the convolutions leave, of each hidden layer, and the classes.</param>
/// <param name="Normalized">Whether each hidden layer is normalized, in which case it has no bias of its own.</param>
/// <param name="DropoutRate">p; 0 for no dropout layers.</param>
/// <param name="Options">The optimizer.</param>
internal sealed record TrainingCase(string Title, IReadOnlyList<int> Widths, bool Normalized, double DropoutRate, OptimizerOptions Options)
    : ParityCase("training", Title)
{
    /// <summary>The channels of the images and of each convolution; none where the input is features.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [];

    /// <summary>Height and width of the images.</summary>
    public int Extent { get; init; }

    /// <summary>
    /// Whether functions are tanh and pooling takes means, as in LeNet, instead of ReLU and maxima. The latter have bends, and whoever rounds
    /// otherwise passes one a step earlier: then two trainings part for good, in float32 and float64 of the same library as well.
    /// </summary>
    public bool Smooth { get; init; }

    /// <summary>The samples of a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The number of different batches, used over and over.</summary>
    public int Batches { get; init; } = 5;

    /// <summary>The number of steps.</summary>
    public int Steps { get; init; } = 100;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("widths", string.Join(", ", Widths)),
        ("channels", string.Join(", ", Channels)),
        ("extent", Text(Extent)),
        ("smooth", Smooth ? "yes" : "no"),
        ("batch normalization", Normalized ? "yes" : "no"),
        ("dropout", Text(DropoutRate)),
        .. Options.Parameters(),
        ("batch size", Text(BatchSize)),
        ("batches", Text(Batches)),
        ("steps", Text(Steps)),
        ("masks", Masks switch { null => "none", BernoulliStream.Mt19937 => "mt19937", _ => "mkl-mcg31" }),
    ];

    /// <summary>The first row of the batch of a step.</summary>
    /// <param name="step">The step, counted from 1.</param>
    public int FirstRow(int step) => (step - 1) % Batches * BatchSize;

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) =>
        output.StartsWith("initial.", StringComparison.Ordinal) || output.EndsWith("num_batches_tracked", StringComparison.Ordinal)
            ? TolerancePolicy.Bitwise
            : Smooth && Steps >= 1000 && !output.StartsWith("first.", StringComparison.Ordinal) ? TolerancePolicy.LongTrajectory
            : TolerancePolicy.Float32;

    /// <summary>What follows many steps is no measure of how well one operation is computed.</summary>
    /// <param name="output">The output's name.</param>
    public override bool IsForward(string output) => output == "first.output";

    /// <summary>A class is where the largest of the first measures stands, or the brightest band of an image, so that there is something to learn.</summary>
    protected override NamedTensors MakeInputs()
    {
        if (Channels.Count > 0)
        {
            return MakeImages();
        }

        var features = new InputNumbers(Seed).Uniform([Batches * BatchSize, Widths[0]]);
        var classes = new Tensor([features.Shape[0]]);
        for (var row = 0; row < features.Shape[0]; row++)
        {
            for (var i = 1; i < Widths[^1]; i++)
            {
                if (features[row, i] > features[row, (int)classes[row]])
                {
                    classes[row] = i;
                }
            }
        }

        return new NamedTensors { { "features", features }, { "classes", classes } };
    }

    private NamedTensors MakeImages()
    {
        var images = new InputNumbers(Seed).Uniform([Batches * BatchSize, Channels[0], Extent, Extent]);
        var classes = new Tensor([images.Shape[0]]);
        var brightness = new float[Widths[^1]];
        for (var image = 0; image < images.Shape[0]; image++)
        {
            Array.Clear(brightness);
            for (var row = 0; row < Extent; row++)
            {
                for (var column = 0; column < Extent; column++)
                {
                    brightness[row * brightness.Length / Extent] += images[image, 0, row, column];
                }
            }

            classes[image] = Array.IndexOf(brightness, brightness.Max());
        }

        return new NamedTensors { { "features", images }, { "classes", classes } };
    }
}
