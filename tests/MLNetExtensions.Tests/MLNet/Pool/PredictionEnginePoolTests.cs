using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;

namespace Interop.MLNetExtensions.Tests.MLNet.Pool;

/// <summary>Networks in the PredictionEnginePool of Microsoft.Extensions.ML, as web services use it.</summary>
public sealed class PredictionEnginePoolTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly MLContext _context = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-mlnet");
    private readonly Flowers.Flower[] _rows = Flowers.Rows(50, 2);

    private string File => Path.Combine(_folder.FullName, "model.zip");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_pool_serves_eight_threads_from_a_file()
    {
        var expected = Save(epochs: 3);
        using var services = Services(watch: false);
        var pool = services.GetRequiredService<PredictionEnginePool<Flowers.Flower, Flowers.Answer>>();

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, Scores(pool)));
    }

    [Fact]
    public void A_pool_takes_over_a_new_file_while_it_serves()
    {
        var first = Save(epochs: 1);
        using var services = Services(watch: true);
        var pool = services.GetRequiredService<PredictionEnginePool<Flowers.Flower, Flowers.Answer>>();
        Assert.Equal(first, Scores(pool));

        var second = Save(epochs: 6);

        // The pool is told by the file system, in its own time. Until then it may answer from the old model.
        var deadline = DateTime.UtcNow + Patience;
        var answers = Scores(pool);
        while (!answers.SequenceEqual(second) && DateTime.UtcNow < deadline)
        {
            Thread.Sleep(20);
            answers = Scores(pool);
        }

        Assert.NotEqual(first, second);
        Assert.Equal(second, answers);
    }

    private ServiceProvider Services(bool watch)
    {
        var services = new ServiceCollection();
        services.AddPredictionEnginePool<Flowers.Flower, Flowers.Answer>().FromFile(File, watchForChanges: watch);
        return services.BuildServiceProvider();
    }

    private float[] Save(int epochs)
    {
        var data = _context.Data.LoadFromEnumerable(_rows);
        var model = Flowers.Pipeline(_context, epochs).Fit(data);

        // In one go: a pool that watches reads the file as soon as it changes.
        var fresh = File + ".new";
        _context.Model.Save(model, data.Schema, fresh);
        System.IO.File.WriteAllBytes(File, System.IO.File.ReadAllBytes(fresh));
        return [.. _context.Data.CreateEnumerable<Flowers.Answer>(model.Transform(data), reuseRowObject: false).SelectMany(answer => answer.Score)];
    }

    private float[] Scores(PredictionEnginePool<Flowers.Flower, Flowers.Answer> pool) => [.. _rows.SelectMany(row => pool.Predict(row).Score.ToArray())];
}
