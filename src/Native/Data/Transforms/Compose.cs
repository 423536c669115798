using System.Collections;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>Transforms one after the other, torchvision's <c>Compose</c>. Source: D4.</summary>
/// <example>
/// <code>
/// var trainingTransforms = new Compose(
/// [
///     new Resize((32, 32)),
///     new RandomCrop((28, 28)),
///     new RandomRotation(degrees: 30, Interpolation.Bilinear),
///     new ToTensor(),
///     new Normalize(mean: [0.5f], std: [0.5f]),
/// ]);
/// </code>
/// </example>
/// <param name="transforms">The transforms, first to last.</param>
public sealed class Compose(IReadOnlyList<Transform> transforms) : Transform, IEnumerable<Transform>
{
    private readonly Transform[] _transforms = [.. transforms];

    /// <summary>Whether one of the transforms draws random numbers.</summary>
    public override bool IsRandom => _transforms.Any(transform => transform.IsRandom);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        foreach (var transform in _transforms)
        {
            input = transform.OutputShape(input);
        }

        return input;
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        foreach (var transform in _transforms)
        {
            transform.Apply(image, generator);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Transform> GetEnumerator() => ((IEnumerable<Transform>)_transforms).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
