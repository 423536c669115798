using System.CommandLine;
using Interop.Bench;

// The fresh process of first-step: nothing that only the command line needs counts.
if (args is ["first-step", var fresh, "--once"])
{
    return FirstStepCommand.RunOnce(fresh);
}

var threads = new Option<int[]>("--threads") { Description = "With how many threads; may be given several times.", DefaultValueFactory = _ => [1, 2] };
var rounds = new Option<int>("--rounds") { Description = "How many rounds all peers run in turn.", DefaultValueFactory = _ => 5 };
var filter = new Option<string?>("--filter") { Description = "Only cells whose name contains this, such as 'train mlp'." };
var check = new Option<bool>("--check") { Description = "Exit with 1 where a goal of goals.json is missed." };
var peers = new Command("peers", "Compares whole training steps and predictions with libtorch and ONNX Runtime, side by side.") { threads, rounds, filter, check };
peers.SetAction(result => PeersCommand.Run(result.GetValue(threads)!, result.GetValue(rounds), result.GetValue(filter), result.GetValue(check)));

var workload = new Argument<string>("workload") { Description = "Which network.", DefaultValueFactory = _ => "mlp" };
var once = new Option<bool>("--once") { Description = "Measure this process itself." };
var firstStep = new Command("first-step", "Measures the time from a process' start to its first training step, and its peak memory.") { workload, once };
firstStep.SetAction(result => result.GetValue(once)
    ? FirstStepCommand.RunOnce(result.GetValue(workload)!)
    : FirstStepCommand.Run(result.GetValue(workload)!));

var optimizers = new Command("optimizers", "Measures one update of all parameters with each optimizer.") { threads };
optimizers.SetAction(result => OptimizersCommand.Run(result.GetValue(threads)!));

var losses = new Command("losses", "Measures one loss with its gradient, on one thread.");
losses.SetAction(_ => LossesCommand.Run());

return new RootCommand("Measures the engine beside its peers.") { peers, firstStep, losses, optimizers }.Parse(args).Invoke();
