using Interop.MLNetExtensions.Scoring;
using Interop.Native.Networks;
using Interop.Native.Training;

namespace Interop.MLNetExtensions.Training;

/// <summary>What a training gives.</summary>
/// <param name="Network">The network.</param>
/// <param name="Reading">How its outputs are read.</param>
/// <param name="History">The figures of each epoch.</param>
internal sealed record TrainedNetwork(Network Network, ScoreReading Reading, History History);
