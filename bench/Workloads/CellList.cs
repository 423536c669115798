namespace Interop.Bench.Workloads;

/// <summary>All cells: each workload's training steps, then each one's predictions.</summary>
internal static class CellList
{
    public static IReadOnlyList<Cell> All { get; } =
    [
        .. WorkloadList.All.SelectMany(workload => workload.TrainingBatches.Select(batch => new Cell(workload, batch, IsTraining: true))),
        .. WorkloadList.All.Where(workload => !workload.IsTrainingOnly)
            .SelectMany(workload => workload.InferenceBatches.Select(batch => new Cell(workload, batch, IsTraining: false))),
    ];
}
