using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Random;

/// <summary>The streams have the same bits whichever instruction set the processor offers.</summary>
public class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Streams_are_the_same_without(string instructionSet) => ChildTestRun.AssertPasses(
        instructionSet, "0", typeof(TorchStreamTests), typeof(ScalarEqualityTests), typeof(Mcg31Tests));
}
