namespace Interop.Native.Layers;

/// <summary>A layer seen as a product with a weight and a sum with a bias, and how to make another with other values.</summary>
/// <param name="Weight">The weight, its first public axis the outputs.</param>
/// <param name="Bias">The bias; null for none.</param>
/// <param name="OutputsAreLast">Whether the outputs are the last axis of a sample; else they are the first.</param>
/// <param name="WithParameters">Makes a layer with the same options on another weight and bias.</param>
internal sealed record WeightedSum(Parameter Weight, Parameter? Bias, bool OutputsAreLast, Func<Parameter, Parameter, Layer> WithParameters);
