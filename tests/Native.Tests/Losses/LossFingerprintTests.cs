using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Interop.Native.Losses;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Losses;

/// <summary>
/// One hash of the bits that losses and their gradients have. A process with other vectors is handed this process' hash and must arrive at
/// the same.
/// </summary>
public sealed class LossFingerprintTests
{
    /// <summary>The variable that holds the hash to arrive at.</summary>
    public const string ExpectedVariable = "INTEROP_TESTS_LOSS_FINGERPRINT";

    [Fact]
    public void The_losses_leave_the_expected_fingerprint()
    {
        var fingerprint = Compute();
        Assert.Equal(Environment.GetEnvironmentVariable(ExpectedVariable) ?? fingerprint, fingerprint);
    }

    /// <summary>The hash of this process.</summary>
    internal static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in LossExamples.All)
        {
            var (predictions, targets) = example.Draw(new TorchGenerator(9), 37);
            Add(hash, example.Create(Reduction.Mean), predictions, targets);
        }

        // Rows of few and of many classes, and classes that lie apart.
        foreach (var shape in new Shape[] { [37, 10], [5, 64], [5, 65], [3, 1003], [3, 7, 5, 9], [2, 70, 3] })
        {
            var logits = new Tensor(shape);
            new TorchGenerator(9).FillNormal(logits.Span, 0, 3);
            var targets = new Tensor([shape[0], .. shape.Extents[2..]]);
            for (var i = 0; i < targets.Count; i++)
            {
                targets.Span[i] = i % shape[1];
            }

            Add(hash, new CategoricalCrossentropy(fromLogits: true), logits, targets);
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static void Add(IncrementalHash hash, Loss loss, Tensor predictions, Tensor targets)
    {
        hash.AppendData(BitConverter.GetBytes(loss.Compute(predictions, targets)));
        hash.AppendData(MemoryMarshal.AsBytes(loss.ComputeEach(predictions, targets).Span));
        hash.AppendData(MemoryMarshal.AsBytes(loss.Gradient(predictions, targets).Span));
    }
}
