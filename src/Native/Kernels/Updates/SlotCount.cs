namespace Interop.Native.Kernels;

/// <summary>How many numbers an optimizer remembers of each element, as types: the compiler leaves out of a loop what its type has not.</summary>
internal static class SlotCount
{
    /// <summary>A number of slots.</summary>
    public interface IValue
    {
        /// <summary>The number.</summary>
        static abstract int Value { get; }
    }

    /// <summary>0.</summary>
    public readonly struct None : IValue
    {
        /// <inheritdoc/>
        public static int Value => 0;
    }

    /// <summary>1.</summary>
    public readonly struct One : IValue
    {
        /// <inheritdoc/>
        public static int Value => 1;
    }

    /// <summary>2.</summary>
    public readonly struct Two : IValue
    {
        /// <inheritdoc/>
        public static int Value => 2;
    }

    /// <summary>3.</summary>
    public readonly struct Three : IValue
    {
        /// <inheritdoc/>
        public static int Value => 3;
    }
}
