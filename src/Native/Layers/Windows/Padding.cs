using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// How far an image is extended before a window slides over it: by zeros for convolutions and average pooling, by −∞ for max pooling. An int is the
/// same padding everywhere (<c>padding: 1</c>), a name is Keras' (<c>padding: "same"</c>).
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>valid</c>, the default: none.</item>
/// <item><c>same</c>: as much as makes the output's extent ⌈input / stride⌉, <c>max(0, (output − 1)·stride + span − input)</c> with
/// <c>span = dilation·(kernel − 1) + 1</c>, half in front, the odd one behind. That is Keras' rule, and for stride 1, where PyTorch has
/// the name, PyTorch's.</item>
/// <item><c>causal</c>: span − 1 in front only, so that no output sees an input behind its own position.</item>
/// </list>
/// </remarks>
public readonly struct Padding : IEquatable<Padding>
{
    private readonly Rule _rule;
    private readonly Shape _before;
    private readonly Shape _after;

    private Padding(Rule rule, Shape before, Shape after)
    {
        _rule = rule;
        _before = before;
        _after = after;
    }

    private enum Rule
    {
        Explicit,
        Same,
        Causal,
    }

    /// <summary>No padding.</summary>
    public static Padding Valid => default;

    /// <summary>As much as makes the output as large as the input, divided by the stride.</summary>
    public static Padding Same { get; } = new(Rule.Same, default, default);

    /// <summary>In front only, so that no output sees an input behind its own position.</summary>
    public static Padding Causal { get; } = new(Rule.Causal, default, default);

    /// <summary>The same number in front and behind, for each axis of space.</summary>
    /// <param name="each">One number for each axis, outermost first, or one for all.</param>
    public static Padding Of(params ReadOnlySpan<int> each) => Of(new Shape(each), new Shape(each));

    /// <summary>Different numbers in front and behind.</summary>
    /// <param name="before">In front, for each axis of space or one for all.</param>
    /// <param name="after">Behind, for each axis of space or one for all.</param>
    public static Padding Of(Shape before, Shape after) => new(Rule.Explicit, before, after);

    /// <summary>The padding of a name.</summary>
    /// <param name="name"><c>valid</c>, <c>same</c> or <c>causal</c>.</param>
    /// <exception cref="ArgumentException">There is no such padding.</exception>
    public static Padding Named(string name) => name switch
    {
        "valid" => Valid,
        "same" => Same,
        "causal" => Causal,
        _ => throw new ArgumentException($"There is no padding '{name}'; use 'valid', 'same', 'causal' or numbers.", nameof(name)),
    };

    /// <summary>The same number in front of and behind every axis.</summary>
    /// <param name="each">The number.</param>
    public static implicit operator Padding(int each) => Of(each);

    /// <summary>The padding of a name.</summary>
    /// <param name="name"><c>valid</c>, <c>same</c> or <c>causal</c>.</param>
    public static implicit operator Padding(string name) => Named(name);

    /// <summary>Whether two paddings are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Padding left, Padding right) => left.Equals(right);

    /// <summary>Whether two paddings differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Padding left, Padding right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Padding other) => _rule == other._rule && _before == other._before && _after == other._after;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Padding other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_rule, _before, _after);

    /// <summary>The name or the numbers.</summary>
    public override string ToString() => _rule switch
    {
        Rule.Same => "same",
        Rule.Causal => "causal",
        _ when _before.Rank == 0 && _after.Rank == 0 => "valid",
        _ => _before == _after ? _before.ToString() : $"{_before} before, {_after} after",
    };

    /// <summary>The elements before each axis, where they are given in numbers: none, one for all axes, or one for each.</summary>
    internal Shape Before => _before;

    /// <summary>The elements behind each axis, where they are given in numbers.</summary>
    internal Shape After => _after;

    /// <summary>Whether it is a rule rather than numbers.</summary>
    internal bool IsRule => _rule != Rule.Explicit;

    /// <summary>Whether the numbers, if there are any, fit a number of axes.</summary>
    internal bool Fits(int axes) => (_before.Rank is 0 or 1 || _before.Rank == axes) && (_after.Rank is 0 or 1 || _after.Rank == axes);

    /// <summary>What is added in front of and behind one axis.</summary>
    internal (int Before, int After) Along(int axis, int input, int span, int stride)
    {
        switch (_rule)
        {
            case Rule.Same:
                int output = (input + stride - 1) / stride;
                int total = Math.Max(0, checked(((output - 1) * stride) + span - input));
                return (total / 2, total - (total / 2));
            case Rule.Causal:
                return (span - 1, 0);
            default:
                return (At(_before, axis), At(_after, axis));
        }
    }

    private static int At(Shape numbers, int axis) => numbers.Rank switch { 0 => 0, 1 => numbers[0], _ => numbers[axis] };
}
