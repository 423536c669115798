namespace Interop.Cli.Inspection;

/// <summary>A layer of a network, or an operator of an ONNX model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Output">The shape of its output for one sample; empty where it is not known.</param>
/// <param name="Options">Its options, or what it takes.</param>
/// <param name="Parameters">How many numbers it holds.</param>
internal sealed record InspectedLayer(string Name, string Kind, string Output, string Options, long Parameters);
