using System.Collections.Concurrent;
using System.Diagnostics;
using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Networks;

namespace Interop.Native.Tests.Files;

/// <summary>Trainings that are killed, or whose disk is full, and go on: none loses a checkpoint, and all end with the bits of one that was left alone.</summary>
public sealed class InterruptedTrainingTests : IDisposable
{
    // The environment may ask for more.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("INTEROP_KILLS"), out var kills) ? kills : 200;

    // Of the 480 steps of a training; counted in steps and not in time, so that the kills are spread over all of it however busy the machine is.
    private const int StepsBeforeKill = 100;

    // About the milliseconds of a step with its checkpoint, so that the kill comes anywhere within it.
    private const double WithinStep = 2;

    // Before the first step of a resumed training.
    private const int EarlyKills = 16;
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_training_killed_at_random_moments_ends_with_the_same_bits()
    {
        var expected = Uninterrupted();
        var (killed, finished, midWrite) = (0, 0, 0);
        var runs = new ConcurrentBag<long>();
        Parallel.For(0, 2, chain =>
        {
            var random = new System.Random(1000 + chain);
            for (var run = 0; Volatile.Read(ref killed) < Kills; run++)
            {
                var folder = Path.Combine(_folder, $"{chain}-{run}");
                var result = folder + ".safetensors";
                while (!File.Exists(result))
                {
                    using var training = new ChildTraining(folder, result);
                    if (Volatile.Read(ref killed) < Kills)
                    {
                        training.WaitForSteps(random.Next(1, StepsBeforeKill));
                        Spin(TimeSpan.FromMilliseconds(WithinStep * random.NextDouble()));
                        if (training.Kill())
                        {
                            Interlocked.Increment(ref killed);
                            Interlocked.Add(ref midWrite, Directory.GetFiles(folder, ".*").Length > 0 ? 1 : 0);
                        }

                        AssertAllReadable(folder);
                    }
                    else
                    {
                        training.WaitForEnd();
                    }

                    Assert.Empty(training.Lines);
                    Assert.NotNull(training.FirstStep);
                    runs.Add(training.FirstStep.Value);
                }

                Assert.Equal(expected, NetworkExamples.Bits(Network.Load(result)));
                Assert.Empty(Directory.GetFiles(folder, ".*"));
                Interlocked.Increment(ref finished);
            }
        });

        // A run that found no checkpoint began anew, which proves nothing.
        var resumed = runs.Where(step => step > 0).ToArray();
        var places = resumed.Distinct().Count();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{killed} kills, {midWrite} of them while a checkpoint was written; {resumed.Length} of {runs.Count} runs went on from a checkpoint, of {places} different steps; "
            + $"{finished} trainings finished");
        Assert.True(killed >= Kills, $"{killed} kills");
        Assert.True(midWrite >= Kills / 10, $"only {midWrite} of {killed} kills came while a checkpoint was written");
        Assert.True(resumed.Length >= runs.Count / 2, $"only {resumed.Length} of {runs.Count} runs went on from a checkpoint");
        Assert.True(places >= Kills / 4, $"only {places} different steps");
        Assert.True(finished >= 2, $"{finished} finished");
    }

    [Fact]
    public void A_training_killed_before_its_first_step_leaves_what_there_is_to_go_on_from()
    {
        var expected = Uninterrupted();
        var random = new System.Random(7);
        var (folder, result) = (Path.Combine(_folder, "early"), Path.Combine(_folder, "early.safetensors"));
        var clock = Stopwatch.StartNew();
        using (var training = new ChildTraining(folder, result))
        {
            training.WaitForSteps(1);
            clock.Stop();
            training.WaitForSteps(40);
            Assert.True(training.Kill(), "It ended before it was killed.");
        }

        var (early, begun, leftovers) = (0, 0, 0);
        for (var tries = 0; early < EarlyKills && tries < 6 * EarlyKills; tries++)
        {
            var latest = TrainingCheckpoint.FindLatest(folder)!.Step;
            leftovers += Directory.GetFiles(folder, ".*").Length > 0 ? 1 : 0;
            using var training = new ChildTraining(folder, result);
            if (tries % 2 == 0)
            {
                // Anywhere from the start of the program on; what it takes varies, so that some come too late.
                Thread.Sleep(clock.Elapsed * random.NextDouble());
            }
            else
            {
                training.WaitForBegin();
                Spin(TimeSpan.FromMilliseconds(WithinStep * random.NextDouble()));
            }

            Assert.True(training.Kill(), "It ended before it was killed.");
            Assert.Empty(training.Lines);
            AssertAllReadable(folder);
            Assert.True(TrainingCheckpoint.FindLatest(folder)!.Step >= latest, "A checkpoint was lost.");
            if (training.Steps == 0)
            {
                (early, begun) = (early + 1, begun + (training.FirstStep is null ? 0 : 1));

                // Where the kill is to fall into the clearing of leftovers, there must be some.
                File.WriteAllText(Path.Combine(folder, ".checkpoint-0000000001.safetensors.0123456789abcdef.tmp"), "");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{early} kills before the first step, {begun} of them after the latest checkpoint was found; {leftovers} found files that were left over");
        Assert.True(early >= EarlyKills, $"only {early} kills before the first step");
        using (var training = new ChildTraining(folder, result))
        {
            training.WaitForEnd();
            Assert.True(training.FirstStep > 0, "It began anew.");
        }

        Assert.Equal(expected, NetworkExamples.Bits(Network.Load(result)));
        Assert.Empty(Directory.GetFiles(folder, ".*"));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(8)]
    public void A_training_whose_disk_is_full_goes_on_and_can_be_resumed(int kilobytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "small")).FullName;
        using var disk = new SmallDisk(folder, kilobytes);
        var expected = Uninterrupted();
        var result = Path.Combine(_folder, "small.safetensors");
        using (var training = new ChildTraining(folder, result))
        {
            training.WaitForEnd();
            AssertOnlyNotWritten(training);

            // Of the checkpoints, 28 kB each, three find room on the largest of these disks: the best, the last, and the one before until the last is whole.
            Assert.Equal(kilobytes >= 90, training.Lines.Count == 0);
            Assert.Equal(kilobytes >= 90, File.Exists(Path.Combine(folder, "best.safetensors")));
        }

        Assert.Equal(expected, NetworkExamples.Bits(Network.Load(result)));
        Assert.Empty(Directory.GetFiles(folder, ".*"));
        AssertAllReadable(folder);
        AssertResumes(folder, atLeast: kilobytes >= 40 ? 1 : 0, expected);
        if (kilobytes >= 60)
        {
            // Older checkpoints made room, so that the last step is there.
            Assert.Equal(480, TrainingCheckpoint.FindLatest(folder)!.Step);
        }

        // The same where it is killed several times besides, and goes on where there is no room.
        foreach (var path in Directory.GetFiles(folder))
        {
            File.Delete(path);
        }

        File.Delete(result);
        var firstSteps = KillAndGoOn(folder, result, new System.Random(kilobytes));
        TestContext.Current.TestOutputHelper?.WriteLine($"killed with a full disk; went on from the steps {string.Join(", ", firstSteps)}");
        Assert.Equal(kilobytes >= 40, firstSteps.Skip(1).All(step => step > 0));
        Assert.Equal(expected, NetworkExamples.Bits(Network.Load(result)));
    }

    private static void AssertAllReadable(string folder)
    {
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.GetFiles(folder, "*.safetensors"))
            {
                _ = TrainingCheckpoint.Load(path).CreateNetwork();
            }
        }
    }

    private static void AssertOnlyNotWritten(ChildTraining training)
    {
        Assert.All(training.Lines, line => Assert.Contains("not written", line, StringComparison.Ordinal));
        Assert.All(training.Lines, line => Assert.Contains("No space left", line, StringComparison.Ordinal));
    }

    // Five kills and a run to the end; returns from which step each went on.
    private static long[] KillAndGoOn(string folder, string result, System.Random random)
    {
        var steps = new long[6];
        for (var run = 0; run < steps.Length; run++)
        {
            using var training = new ChildTraining(folder, result);
            if (run < steps.Length - 1)
            {
                training.WaitForSteps(random.Next(2, StepsBeforeKill));
                Spin(TimeSpan.FromMilliseconds(WithinStep * random.NextDouble()));
                Assert.True(training.Kill(), "It ended before it was killed.");
                AssertAllReadable(folder);
            }
            else
            {
                training.WaitForEnd();
            }

            AssertOnlyNotWritten(training);
            steps[run] = training.FirstStep!.Value;
        }

        return steps;
    }

    // Goes on from each checkpoint of a full disk, in a folder with room.
    private void AssertResumes(string full, int atLeast, int[] expected)
    {
        var checkpoints = Directory.GetFiles(full, "checkpoint-*");
        Assert.True(checkpoints.Length >= atLeast, $"{checkpoints.Length} checkpoints on the full disk");
        foreach (var path in checkpoints)
        {
            var name = Path.GetFileName(path);
            var roomy = Directory.CreateDirectory(Path.Combine(_folder, $"roomy-{name}")).FullName;
            File.Copy(path, Path.Combine(roomy, name));
            var result = Path.Combine(_folder, $"resumed-{name}");
            using var training = new ChildTraining(roomy, result);
            training.WaitForEnd();
            Assert.Empty(training.Lines);
            Assert.Equal(TrainingCheckpoint.Load(path).Step, training.FirstStep);
            Assert.Equal(expected, NetworkExamples.Bits(Network.Load(result)));
            TestContext.Current.TestOutputHelper?.WriteLine($"went on from step {training.FirstStep}");
        }
    }

    // Sleeping takes longer than a step.
    private static void Spin(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
        }
    }

    private int[] Uninterrupted()
    {
        var result = Path.Combine(_folder, "uninterrupted.safetensors");
        using var training = new ChildTraining(Path.Combine(_folder, "uninterrupted"), result);
        training.WaitForEnd();
        Assert.Empty(training.Lines);
        return NetworkExamples.Bits(Network.Load(result));
    }
}
