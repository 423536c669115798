using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interop.Native.Kernels;

namespace Interop.Native.Tensors;

/// <summary>
/// Floats on the garbage collector's pinned heap, beginning on a 64-byte boundary: one cache line, one AVX-512 vector.
/// Nothing to dispose; the collector frees it.
/// </summary>
internal sealed class AlignedMemory
{
    private const int AlignmentInBytes = 64;
    private const int AlignmentInFloats = AlignmentInBytes / sizeof(float);

    private readonly float[] _array;
    private readonly int _offset;

    /// <summary>Allocates zeroed floats.</summary>
    /// <param name="length">How many floats.</param>
    public AlignedMemory(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(checked(length + AlignmentInFloats), pinned: true);
        _offset = OffsetToBoundary(_array);
        LargePages.Request(_array);
    }

    /// <summary>How many floats it holds.</summary>
    public int Length { get; }

    /// <summary>All of it.</summary>
    public Span<float> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _offset), Length);
    }

    /// <summary>All of it, in a form that may be kept.</summary>
    public Memory<float> Memory => new(_array, _offset, Length);

    private static int OffsetToBoundary(float[] array)
    {
        var address = (long)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        var bytes = (int)((AlignmentInBytes - (address % AlignmentInBytes)) % AlignmentInBytes);
        return bytes / sizeof(float);
    }
}
