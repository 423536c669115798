namespace Interop.Parity.Components;

/// <summary>One component of the engine as the documentation lists it.</summary>
/// <param name="Section">The section it stands in.</param>
/// <param name="Name">What the field calls it.</param>
/// <param name="CasePrefixes">The beginnings of the full names of the parity cases that hold it; none where other tests do.</param>
/// <param name="Types">The public classes that implement it.</param>
internal sealed record ComponentRow(string Section, string Name, string[] CasePrefixes, params Type[] Types);
