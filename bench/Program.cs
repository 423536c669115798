using Interop.Bench;
using Interop.Bench.Workloads;

// The fresh process of first-step: nothing that only the command line needs counts.
return args is ["first-step", var fresh, "--once"] && WorkloadList.All.FirstOrDefault(workload => workload.Name == fresh) is { } workload
    ? FirstStepCommand.RunOnce(workload)
    : BenchCommandLine.Run(args);
