namespace Interop.Cli.Inspection;

/// <summary>A tensor of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Count">How many elements it has.</param>
internal sealed record InspectedTensor(string Name, string Type, string Shape, long Count);
