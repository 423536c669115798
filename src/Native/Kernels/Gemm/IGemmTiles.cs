namespace Interop.Native.Kernels;

/// <summary>The micro-kernels of one width of vectors.</summary>
internal unsafe interface IGemmTiles
{
    /// <summary>How many floats a vector holds.</summary>
    static abstract int Lanes { get; }

    /// <summary>The tallest tile that is so many vectors wide.</summary>
    static abstract int MostRows(int vectors);

    /// <summary>The micro-kernel for tiles of this shape.</summary>
    static abstract delegate*<GemmTile*, void> Select(int rows, int vectors);
}
