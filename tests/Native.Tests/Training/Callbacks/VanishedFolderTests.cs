using System.Globalization;
using Interop.Native.Files;
using Interop.Native.Optimizers;
using Interop.Native.Tests.Networks;
using Interop.Native.Training;

namespace Interop.Native.Tests.Training;

/// <summary>Folders that vanish while a network trains: whoever listens hears of it, the training goes on, and what can be written again is.</summary>
public sealed class VanishedFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-vanished-").FullName;
    private readonly List<string> _heard = [];

    private string Logs => Path.Combine(_folder, "logs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_log_is_whole_again_once_there_is_a_folder()
    {
        var path = Path.Combine(Logs, "log.csv");
        Train(new CsvLog(path) { Report = _heard.Add }, epoch => Change(epoch));
        Assert.Single(_heard, line => line.StartsWith("The figures of the epoch were not written, and the training goes on: ", StringComparison.Ordinal));
        AssertEpochs(path, [1, 2, 3, 4, 5, 6]);
    }

    // As with a drive that is taken off and put back.
    [Theory]
    [InlineData(3, 5)]
    [InlineData(1, 3)]
    [InlineData(6, 7)]
    public void The_log_has_each_line_once_where_the_folder_comes_back_as_it_was(int gone, int back)
    {
        var path = Path.Combine(Logs, "log.csv");
        Train(new CsvLog(path) { Report = _heard.Add }, epoch => Move(epoch, gone, back));
        Assert.Single(_heard);
        AssertEpochs(path, [1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void A_log_that_goes_on_has_a_header_where_its_file_vanishes_before_its_first_line()
    {
        var path = Path.Combine(Logs, "log.csv");
        Directory.CreateDirectory(Logs);
        File.WriteAllText(path, "epoch,seconds,learning_rate,loss,accuracy\n");
        Train(new CsvLog(path, append: true) { Report = _heard.Add }, epoch =>
        {
            if (epoch == 1)
            {
                File.Delete(path);
            }
        });
        AssertEpochs(path, [1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void The_log_ends_the_training_where_nobody_listens()
    {
        Assert.Throws<DirectoryNotFoundException>(() => Train(new CsvLog(Path.Combine(Logs, "log.csv")), Change));
    }

    [Fact]
    public void Event_files_begin_anew()
    {
        Train(new TensorBoard(Logs) { Report = _heard.Add }, Change);
        Assert.Empty(_heard);
        Assert.Single(Directory.GetFiles(Path.Combine(Logs, "train")));
        var written = Directory.GetFiles(Path.Combine(Logs, "train"))[0];
        Assert.True(new FileInfo(written).Length > 200);
    }

    [Fact]
    public void Event_files_in_whose_place_something_else_stands_are_told_of_once()
    {
        Train(new TensorBoard(Logs) { Report = _heard.Add }, epoch =>
        {
            if (epoch == 3)
            {
                Directory.Delete(Logs, recursive: true);
                File.WriteAllText(Logs, "a file where the folder was");
            }
        });
        Assert.StartsWith("Figures for TensorBoard were not written, and the training goes on: ", Assert.Single(_heard), StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_have_their_folder_made_again()
    {
        Train(new Checkpoint(Logs) { Report = _heard.Add }, Change);
        Assert.Empty(_heard);
        Assert.Equal(6, TrainingCheckpoint.FindLatest(Logs)!.Epoch);
    }

    [Fact]
    public void The_best_checkpoint_has_its_folder_made_again()
    {
        Train(new Checkpoint(Logs) { Best = "loss", Mode = MonitorMode.Maximum, Keep = 0, Report = _heard.Add }, epoch =>
        {
            if (epoch == 1)
            {
                Directory.Delete(Logs, recursive: true);
            }
        });
        Assert.Empty(_heard);
        Assert.Equal(1, TrainingCheckpoint.Load(Path.Combine(Logs, "best.safetensors")).Epoch);
    }

    [Fact]
    public void A_best_checkpoint_that_could_not_be_written_leaves_the_one_before_to_be_beaten()
    {
        Train(new Checkpoint(Logs) { Best = "loss", Mode = MonitorMode.Maximum, EveryEpochs = 0, Report = _heard.Add }, epoch =>
        {
            if (epoch == 1)
            {
                Directory.Delete(Logs, recursive: true);
                File.WriteAllText(Logs, "a file where the folder was");
            }
            else if (epoch == 2)
            {
                File.Delete(Logs);
            }
        });
        Assert.Single(_heard);
        Assert.Equal(2, TrainingCheckpoint.Load(Path.Combine(Logs, "best.safetensors")).Epoch);
    }

    [Fact]
    public void Options_that_contradict_each_other_meanwhile_end_no_training()
    {
        var optimizer = new SGD(0.01f, momentum: 0.9f, nesterov: true);
        var checkpoint = new Checkpoint(Logs) { Report = _heard.Add };
        Train(checkpoint, epoch => optimizer.Momentum = epoch == 3 ? 0 : 0.9f, optimizer);
        Assert.Contains("momentum", Assert.Single(_heard), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(6, TrainingCheckpoint.FindLatest(Logs)!.Epoch);
    }

    [Fact]
    public void A_file_whose_folder_vanishes_while_it_is_written_names_the_folder()
    {
        var path = Path.Combine(Directory.CreateDirectory(Logs).FullName, "file");
        var error = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(path, _ => Directory.Delete(Logs, recursive: true)));
        Assert.Equal($"'{path}' cannot be written: the folder '{Logs}' has vanished meanwhile. Make it again.", error.Message);
    }

    // The folder is away in the third and fourth epoch.
    private void Change(int epoch)
    {
        if (epoch == 3)
        {
            Directory.Delete(Logs, recursive: true);
        }
        else if (epoch == 5)
        {
            Directory.CreateDirectory(Logs);
        }
    }

    private static void AssertEpochs(string path, int[] epochs) => Assert.Equal(
        ["epoch", .. epochs.Select(epoch => epoch.ToString(CultureInfo.InvariantCulture))], File.ReadAllLines(path).Select(line => line.Split(',')[0]));

    private void Move(int epoch, int gone, int back)
    {
        if (epoch == gone)
        {
            Directory.Move(Logs, Logs + "-away");
        }
        else if (epoch == back)
        {
            Directory.Move(Logs + "-away", Logs);
        }
    }

    private void Train(Callback callback, Action<int> change, Optimizer? optimizer = null)
    {
        Directory.CreateDirectory(Logs);
        var network = NetworkExamples.Classifier();
        network.Compile(optimizer ?? new Adam(), "categorical_crossentropy", "accuracy");
        var (x, y) = NetworkExamples.Classes(60);
        network.Fit(x, y, batchSize: 30, epochs: 6, callbacks: [new BeforeEpoch(change), callback]);
    }

    private sealed class BeforeEpoch(Action<int> change) : Callback
    {
        public override void OnEpochBegin(TrainingRun run) => change(run.Epoch);

        public override void OnTrainEnd(TrainingRun run) => change(run.Epochs + 1);
    }
}
