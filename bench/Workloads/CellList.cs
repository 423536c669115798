namespace Interop.Bench.Workloads;

/// <summary>All cells: each workload's training steps, then each one's predictions.</summary>
internal static class CellList
{
    private static readonly int[] TrainingBatches = [32, 128];
    private static readonly int[] InferenceBatches = [1, 32, 128];

    public static IReadOnlyList<Cell> All { get; } =
    [
        .. WorkloadList.All.SelectMany(workload => TrainingBatches.Select(batch => new Cell(workload, batch, IsTraining: true))),
        .. WorkloadList.All.Where(workload => !workload.IsTrainingOnly)
            .SelectMany(workload => InferenceBatches.Select(batch => new Cell(workload, batch, IsTraining: false))),
    ];
}
