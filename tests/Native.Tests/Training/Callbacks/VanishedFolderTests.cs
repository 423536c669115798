using System.Globalization;
using Interop.Native.Files;
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
        var lines = File.ReadAllLines(path);
        Assert.Equal(["epoch", .. Enumerable.Range(1, 6).Select(epoch => epoch.ToString(CultureInfo.InvariantCulture))], lines.Select(line => line.Split(',')[0]));
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

    private void Train(Callback callback, Action<int> change)
    {
        Directory.CreateDirectory(Logs);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var (x, y) = NetworkExamples.Classes(60);
        network.Fit(x, y, batchSize: 30, epochs: 6, callbacks: [new BeforeEpoch(change), callback]);
    }

    private sealed class BeforeEpoch(Action<int> change) : Callback
    {
        public override void OnEpochBegin(TrainingRun run) => change(run.Epoch + 1);
    }
}
