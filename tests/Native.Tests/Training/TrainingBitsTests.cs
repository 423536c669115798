using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Training;

/// <summary>
/// Fifty steps of a convolutional network and a perceptron leave the same weights whatever the number of threads, the width of vectors that multiply
/// and add with one rounding, the process, and what else goes on in it.
/// </summary>
public class TrainingBitsTests
{
    [Fact]
    public async Task Another_training_at_the_same_time_does_not_change_the_bits()
    {
        var alone = TrainingFingerprintTests.Compute(threads: 2);
        using var isDone = new CancellationTokenSource();
        var other = Task.Run(() =>
        {
            var fingerprints = new List<string>();
            do
            {
                fingerprints.Add(TrainingFingerprintTests.Compute(threads: 2));
            }
            while (!isDone.IsCancellationRequested);
            return fingerprints;
        });
        var together = TrainingFingerprintTests.Compute(threads: 2);
        await isDone.CancelAsync();

        Assert.Equal(alone, together);
        Assert.All(await other, fingerprint => Assert.Equal(alone, fingerprint));
    }

    [Fact]
    public void Another_process_arrives_at_the_same_bits() => ChildTestRun.AssertPasses(Expected(), typeof(TrainingFingerprintTests));

    [Fact]
    public void Vectors_of_256_bits_give_the_bits_of_512() => ChildTestRun.AssertPassesAt(SimdLevel.Vector256, Expected(), typeof(TrainingFingerprintTests));

    private static Dictionary<string, string> Expected() => new() { [TrainingFingerprintTests.ExpectedVariable] = TrainingFingerprintTests.Compute(threads: 1) };
}
