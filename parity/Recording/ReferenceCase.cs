using Interop.Parity.Cases;

namespace Interop.Parity.Recording;

/// <summary>One recorded case: its outputs, and what it was recorded from.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Producer">Who computed it, with version.</param>
/// <param name="Date">The day, as yyyy-MM-dd.</param>
/// <param name="Masks">The stream of its dropout masks; <c>none</c> where it draws none.</param>
/// <param name="Inputs">The hash of the inputs it was computed from.</param>
/// <param name="Outputs">What came out.</param>
internal sealed record ReferenceCase(string File, string Producer, string Date, string Masks, string Inputs, NamedTensors Outputs);
