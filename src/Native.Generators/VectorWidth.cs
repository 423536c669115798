using System.Collections.Generic;

namespace Interop.Native.Generators;

/// <summary>One width of vectors, and the tiles whose accumulators fit its registers.</summary>
internal sealed class VectorWidth
{
    private VectorWidth(int bits, string multiplyAdd, Dictionary<int, int> mostRows)
    {
        Bits = bits;
        MultiplyAdd = multiplyAdd;
        MostRows = mostRows;
    }

    /// <summary>
    /// 512 and 256 bits always multiply and add with one rounding. 128 bits do so where the processor can.
    /// A tile of r rows and v vectors needs r · v + v + 1 registers: of 32 at 512 bits, of 16 otherwise.
    /// </summary>
    public static IReadOnlyList<VectorWidth> All { get; } =
    [
        new(512, "FusedMultiplyAdd", new() { [1] = 16, [2] = 14, [3] = 9, [4] = 6 }),
        new(256, "FusedMultiplyAdd", new() { [1] = 12, [2] = 6 }),
        new(128, "MultiplyAddEstimate", new() { [1] = 8, [2] = 4 }),
    ];

    /// <summary>Bits of a register.</summary>
    public int Bits { get; }

    /// <summary>Floats of a register.</summary>
    public int Lanes => Bits / 32;

    /// <summary>The method of <see cref="Class"/> that computes left · right + addend.</summary>
    public string MultiplyAdd { get; }

    /// <summary>For each number of vectors in a row of a tile, the largest number of rows.</summary>
    public IReadOnlyDictionary<int, int> MostRows { get; }

    /// <summary>The class of the operations.</summary>
    public string Class => $"Vector{Bits}";

    /// <summary>The type of the values.</summary>
    public string Type => $"Vector{Bits}<float>";
}
