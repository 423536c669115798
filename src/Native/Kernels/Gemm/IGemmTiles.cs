namespace Interop.Native.Kernels;

/// <summary>The micro-kernels of one width of vectors.</summary>
internal unsafe interface IGemmTiles
{
    /// <summary>The vectors in a row of the tiles that large products are cut into.</summary>
    static abstract int TileVectors { get; }

    /// <summary>The most vectors of a tile of one row.</summary>
    static abstract int WidestRow { get; }

    /// <summary>The tallest tile that is so many vectors wide.</summary>
    static abstract int MostRows(int vectors);

    /// <summary>The micro-kernel for tiles of this shape.</summary>
    static abstract delegate*<GemmTile*, void> Select(int rows, int vectors);
}
