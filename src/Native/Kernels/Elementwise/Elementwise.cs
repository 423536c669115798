using System.Runtime.CompilerServices;

namespace Interop.Native.Kernels;

/// <summary>
/// Applies an operation to every element of equally long spans: checks the spans, cuts them into chunks for the
/// workers, and walks each chunk a vector at a time. The destination may be one of the sources, but may not overlap
/// one at another offset.
/// </summary>
internal static partial class Elementwise
{
    /// <summary>Elements per piece of parallel work: 64 KiB, a few microseconds even for the cheapest operation.</summary>
    private const int Chunk = 16 * 1024;

    private static int Chunks(int length) => (int)(((long)length + Chunk - 1) / Chunk);

    private static int ChunkLength(int length, int chunk) => Math.Min(Chunk, length - (chunk * Chunk));

    private static void CheckSource(ReadOnlySpan<float> source, Span<float> destination, [CallerArgumentExpression(nameof(source))] string name = "")
    {
        if (source.Length != destination.Length)
        {
            throw new ArgumentException(
                $"The source has {source.Length} elements, the destination {destination.Length}; they must be equally long.",
                name);
        }

        if (source.Overlaps(destination, out int offset) && offset != 0)
        {
            throw new ArgumentException(
                $"The destination overlaps the source {offset} elements off; use the same memory or memory apart.",
                name);
        }
    }
}
