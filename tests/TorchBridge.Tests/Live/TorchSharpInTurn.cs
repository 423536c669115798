namespace Interop.TorchBridge.Tests.Live;

/// <summary>Tests with TorchSharp run one after another: its generator and its count of live tensors belong to the process.</summary>
[CollectionDefinition("TorchSharp", DisableParallelization = true)]
public sealed class TorchSharpInTurn;
