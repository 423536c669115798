namespace Interop.Native.Tests.Kernels;

/// <summary>Tests that measure the whole process, so that no other test may run at the same time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
