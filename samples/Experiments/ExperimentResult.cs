using Interop.Charts;

namespace Interop.Samples.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="Table">Its numbers.</param>
/// <param name="Pictures">Its pictures by file name without ending.</param>
public sealed record ExperimentResult(ResultTable Table, IReadOnlyDictionary<string, SvgDrawing> Pictures);
