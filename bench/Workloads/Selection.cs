using Interop.Bench.Machine;

namespace Interop.Bench.Workloads;

/// <summary>What the user chose to measure. Everything that can be measured has a name that the filter is looked for in.</summary>
/// <param name="Threads">With how many threads.</param>
/// <param name="Filter">A part of the names; null for all.</param>
internal sealed record Selection(IReadOnlyList<int> Threads, string? Filter = null)
{
    /// <summary>The chosen cells.</summary>
    public IReadOnlyList<Cell> Cells => [.. CellList.All.Where(cell => Includes(cell.Name))];

    /// <summary>The networks whose first steps are chosen: by their own name, or with one of their training steps.</summary>
    public IReadOnlyList<Workload> FirstSteps => [.. WorkloadList.All.Where(IncludesFirstStep)];

    /// <summary>The chosen products of matrices.</summary>
    public IReadOnlyList<int> ProductSizes => [.. ProductShare.Sizes.Where(size => Includes(ProductName(size)))];

    /// <summary>Whether nothing is chosen.</summary>
    public bool IsEmpty => Cells.Count + FirstSteps.Count + ProductSizes.Count == 0;

    /// <summary>The filter as it was given.</summary>
    public string FilterOption => $"--filter \"{Filter}\"";

    /// <summary>The threads as they were given.</summary>
    public string ThreadsOption => string.Join(' ', Threads.Select(count => $"--threads {count}"));

    /// <summary>The names of all that can be measured.</summary>
    public static IEnumerable<string> Names =>
        CellList.All.Select(cell => cell.Name)
            .Concat(WorkloadList.All.Select(workload => FirstStepName(workload.Name)))
            .Concat(ProductShare.Sizes.Select(ProductName));

    /// <summary>The name of a network's first step.</summary>
    public static string FirstStepName(string workload) => $"first step {workload}";

    /// <summary>The name of a product of square matrices.</summary>
    public static string ProductName(int size) => $"SGEMM {size}";

    /// <summary>Whether a name is chosen.</summary>
    public bool Includes(string name) => Filter is null || name.Contains(Filter, StringComparison.OrdinalIgnoreCase);

    private bool IncludesFirstStep(Workload workload) =>
        Includes(FirstStepName(workload.Name)) || Cells.Any(cell => cell.IsTraining && cell.Workload == workload);
}
