using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Training.Callbacks;

/// <summary>A figure that there will not be is told before the first batch.</summary>
public sealed class MonitorTests : IDisposable
{
    private string Folder { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    [Fact]
    public void A_figure_that_will_not_exist_is_refused_before_the_first_batch()
    {
        var early = Assert.Throws<NetworkException>(() => Train(new EarlyStopping("val_loss"), false));
        Assert.Contains("'val_loss', but the epoch has loss, mae;", early.Message, StringComparison.Ordinal);
        var plateau = Assert.Throws<NetworkException>(() => Train(new ReduceOnPlateau("val_mse"), true));
        Assert.Contains("'val_mse', but the epoch has loss, mae, val_loss, val_mae;", plateau.Message, StringComparison.Ordinal);
        var checkpoint = Assert.Throws<NetworkException>(() => Train(new Checkpoint(Folder) { Best = "val_loss" }, false));
        Assert.Contains("'val_loss', but the epoch has loss, mae;", checkpoint.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("mae")]
    [InlineData("val_loss")]
    [InlineData("val_mae")]
    public void Every_figure_of_the_log_may_be_watched(string monitor)
    {
        Train(new EarlyStopping(monitor), true, mayBegin: true);
        Train(new ReduceOnPlateau(monitor), true, mayBegin: true);
        Train(new Checkpoint(Folder) { Best = monitor }, true, mayBegin: true);
    }

    private static void Train(Callback callback, bool validates, bool mayBegin = false)
    {
        var network = new Sequential(new Dense(1));
        network.Compile("sgd", "mse", "mae");
        var x = Tensor.From([2, 1], [1, 2]);
        var watch = new LambdaCallback(onBatchBegin: _ => Assert.True(mayBegin, "The training has begun."));
        var history = network.Fit(x, x, validationData: validates ? (x, x) : null, callbacks: [callback, watch]);
        Assert.Single(history.Epochs);
    }
}
