using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Schedules;

/// <summary>A learning-rate schedule: the rate at each time, beginning at 0.1.</summary>
/// <param name="Kind">Which schedule, by the name of PyTorch's class without its LR.</param>
/// <param name="Title">What sets the case apart from others of its schedule.</param>
/// <param name="Numbers">What it is told, by name.</param>
internal sealed record ScheduleCase(string Kind, string Title, IReadOnlyList<(string Name, double Value)> Numbers)
    : ParityCase("schedules", $"{Kind}-{Title}".ToLowerInvariant())
{
    /// <summary>η₀.</summary>
    public const double InitialRate = 0.1;

    /// <summary>How many rates.</summary>
    public int Steps { get; init; } = 40;

    /// <summary>One of the numbers.</summary>
    /// <param name="name">Its name.</param>
    public double this[string name] => Numbers.Single(number => number.Name == name).Value;

    /// <summary>One of the numbers as a whole number.</summary>
    /// <param name="name">Its name.</param>
    public int Whole(string name) => (int)this[name];

    /// <summary>All numbers of a name.</summary>
    /// <param name="name">Their name.</param>
    public int[] All(string name) => [.. Numbers.Where(number => number.Name == name).Select(number => (int)number.Value)];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("schedule", Kind),
        ("rate", Text(InitialRate)),
        ("steps", Text(Steps)),
        .. Numbers.GroupBy(number => number.Name).Select(group => (group.Key, string.Join(", ", group.Select(number => Text(number.Value))))),
    ];

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) => TolerancePolicy.OneRounding;

    /// <summary>The figure that a plateau is told at each time.</summary>
    protected override NamedTensors MakeInputs()
    {
        var figures = new InputNumbers(Seed).Uniform([Steps], 0.9, 1.1);
        for (var step = 0; step < Steps; step++)
        {
            figures[step] *= Math.Max(0.5f, 1 - (step / 20f));
        }

        return new NamedTensors { { "figures", figures } };
    }
}
