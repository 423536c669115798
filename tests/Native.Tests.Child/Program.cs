using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;

// A training that writes a checkpoint after each step and goes on from the latest, for tests that kill it or fill its disk. It gets a folder for
// checkpoints and a file for the trained network, and says on its output what it passed over and from which step it goes on,
// and each step that it takes.
var (folder, result) = (args[0], args[1]);
var random = new TorchGenerator(3);
var x = new Tensor([96, 12]);
random.FillNormal(x.Span, 0, 1);
var y = Tensor.FromClasses([.. Enumerable.Range(0, 96).Select(i => x[i, 0] + x[i, 1] > 0 ? 1 : 0)]);

var network = new Sequential(new Dense(64, "relu"), new Dropout(0.3), new BatchNormalization(), new Dense(2, "softmax"))
{
    Generator = new TorchGenerator(4),
    Threads = 1,
};
network.Compile("adam", "categorical_crossentropy", "accuracy");
var latest = TrainingCheckpoint.FindLatest(folder);
foreach (var problem in latest?.Problems ?? [])
{
    Console.WriteLine($"passed over: {problem}");
}

Console.WriteLine($"begin {latest?.Step ?? 0}");
var checkpoint = new Checkpoint(folder) { EverySteps = 1, Best = "loss", Report = problem => Console.WriteLine($"not written: {problem}") };
network.Fit(
    x, y, batchSize: 8, epochs: 40, callbacks: [checkpoint, new StepLines(), new ExponentialSchedule(0.99, ScheduleInterval.Step), new EarlyStopping("loss", patience: 50)],
    resumeFrom: latest);
new ModelFile(network) { IncludesTraining = false }.Save(result);
