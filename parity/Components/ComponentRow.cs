namespace Interop.Parity.Components;

/// <summary>One component of the engine as the documentation lists it. What holds its classes to a reference says <see cref="ComponentCases"/>.</summary>
/// <param name="Section">The section it stands in.</param>
/// <param name="Name">What the field calls it.</param>
/// <param name="Types">The public classes that implement it.</param>
internal sealed record ComponentRow(string Section, string Name, params Type[] Types);
