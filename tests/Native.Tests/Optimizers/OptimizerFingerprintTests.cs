using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Interop.Native.Tests.Optimizers;

/// <summary>
/// One hash of the bits that all optimizers leave behind. A process with other vectors is handed this process' hash and must arrive at the same.
/// </summary>
public class OptimizerFingerprintTests
{
    /// <summary>The variable that holds the hash to arrive at.</summary>
    public const string ExpectedVariable = "INTEROP_TESTS_OPTIMIZER_FINGERPRINT";

    [Fact]
    public void The_optimizers_leave_the_expected_fingerprint()
    {
        var fingerprint = Compute();

        Assert.Equal(Environment.GetEnvironmentVariable(ExpectedVariable) ?? fingerprint, fingerprint);
    }

    internal static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in OptimizerConformanceTests.All())
        {
            var run = new OptimizerRun(OptimizerConformanceTests.Make(name), OptimizerConformanceTests.Normal(1003, 1));
            for (var step = 1; step <= 20; step++)
            {
                run.Step(OptimizerConformanceTests.Normal(1003, (ulong)step + 1));
            }

            hash.AppendData(MemoryMarshal.AsBytes<int>(run.Bits()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
