using Interop.Native.Tensors;

namespace Interop.MLNetExtensions;

/// <summary>What a network must take and give, for functions that make one.</summary>
/// <param name="Input">The shape of one sample: [features], or the shape that the feature column declares, such as [C, H, W].</param>
/// <param name="Outputs">The number of outputs: classes, labels or targets; 1 for binary classification and regression.</param>
/// <param name="Task">What is learnt.</param>
public sealed record NetworkShape(Shape Input, int Outputs, LearningTask Task);
