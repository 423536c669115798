using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>One line of a <see cref="NetworkSummary"/>.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">Its kind, with the function it applies.</param>
/// <param name="OutputShape">The shape of one sample of its output.</param>
/// <param name="TrainableParameters">The number of values that training changes; 0 for a further call of a layer with shared weights.</param>
/// <param name="OtherParameters">The number of values that training leaves alone: running statistics and frozen weights.</param>
public sealed record LayerSummary(string Name, string Kind, Shape OutputShape, long TrainableParameters, long OtherParameters);
