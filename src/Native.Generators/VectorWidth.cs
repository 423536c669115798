using System.Collections.Generic;
using System.Linq;

namespace Interop.Native.Generators;

/// <summary>One width of vectors, and the tiles whose accumulators fit its registers.</summary>
internal sealed class VectorWidth
{
    private VectorWidth(int bits, string multiplyAdd, int[] mostRows, int widestRow)
    {
        Bits = bits;
        MultiplyAdd = multiplyAdd;
        TileVectors = mostRows.Length;
        WidestRow = widestRow;
        MostRows = Enumerable.Range(1, widestRow).ToDictionary(
            vectors => vectors, vectors => vectors <= mostRows.Length ? mostRows[vectors - 1] : 1);
    }

    /// <summary>
    /// 512 and 256 bits always multiply and add with one rounding. 128 bits do so where the processor can.
    /// A tile of r rows and v vectors needs r · v + v + 1 registers: of 32 at 512 bits, of 16 otherwise.
    /// </summary>
    public static IReadOnlyList<VectorWidth> All { get; } =
    [
        new(512, "FusedMultiplyAdd", mostRows: [16, 14, 9, 6], widestRow: 16),
        new(256, "FusedMultiplyAdd", mostRows: [12, 6], widestRow: 8),
        new(128, "MultiplyAddEstimate", mostRows: [8, 4], widestRow: 8),
    ];

    /// <summary>Bits of a register.</summary>
    public int Bits { get; }

    /// <summary>Floats of a register.</summary>
    public int Lanes => Bits / 32;

    /// <summary>The method of <see cref="Class"/> that computes left · right + addend.</summary>
    public string MultiplyAdd { get; }

    /// <summary>The vectors in a row of the tiles that large products are cut into.</summary>
    public int TileVectors { get; }

    /// <summary>The most vectors of a tile of one row.</summary>
    public int WidestRow { get; }

    /// <summary>For each number of vectors in a row of a tile, the largest number of rows.</summary>
    public IReadOnlyDictionary<int, int> MostRows { get; }

    /// <summary>The class of the operations.</summary>
    public string Class => $"Vector{Bits}";

    /// <summary>The type of the values.</summary>
    public string Type => $"Vector{Bits}<float>";
}
