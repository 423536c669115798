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
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_training_killed_at_random_moments_ends_with_the_same_bits()
    {
        var expected = Uninterrupted();
        var (killed, finished) = (0, 0);
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
                        training.WaitForBeginning();
                        Thread.Sleep(random.Next(120));
                        Interlocked.Add(ref killed, training.Kill() ? 1 : 0);
                        AssertAllReadable(folder);
                    }
                    else
                    {
                        training.WaitForEnd();
                    }

                    Assert.Empty(training.Lines);
                }

                Assert.Equal(expected, NetworkExamples.Bits(Network.Load(result)));
                Assert.Empty(Directory.GetFiles(folder, ".*"));
                Interlocked.Increment(ref finished);
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{killed} kills, {finished} trainings finished");
        Assert.True(killed >= Kills, $"{killed} kills");
        Assert.True(finished >= 2, $"{finished} finished");
    }

    [Theory]
    [InlineData(90)]
    [InlineData(60)]
    [InlineData(8)]
    public void A_training_whose_disk_is_full_goes_on_and_can_be_resumed(int kilobytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "small")).FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder))
        {
            Assert.Skip("A small file system could not be mounted here (root on Linux can).");
        }

        try
        {
            var expected = Uninterrupted();
            var result = Path.Combine(_folder, "small.safetensors");
            using (var training = new ChildTraining(folder, result))
            {
                training.WaitForEnd();
                Assert.NotEmpty(training.Lines);
                Assert.All(training.Lines, line => Assert.Contains("not written", line, StringComparison.Ordinal));
                Assert.All(training.Lines, line => Assert.Contains("No space left", line, StringComparison.Ordinal));
            }

            Assert.Equal(expected, NetworkExamples.Bits(Network.Load(result)));
            Assert.Empty(Directory.GetFiles(folder, ".*"));
            AssertAllReadable(folder);
            if (kilobytes >= 90)
            {
                // Older checkpoints made room, so that the last step is there.
                Assert.Equal(480, TrainingCheckpoint.FindLatest(folder)!.Step);
            }
        }
        finally
        {
            Run("umount", folder);
        }
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

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
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
