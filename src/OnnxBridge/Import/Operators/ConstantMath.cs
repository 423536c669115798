namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Constants under other shapes.</summary>
internal static class ConstantMath
{
    /// <summary>The same values under other extents, of the same product.</summary>
    public static ImportedConstant WithDimensions(ImportedConstant constant, int[] dimensions) => constant.Floats is { } floats
        ? new ImportedConstant(constant.Name, dimensions, floats)
        : new ImportedConstant(constant.Name, dimensions, constant.Integers!);

    /// <summary>Reshape of a constant: 0 copies an extent, −1 takes what is left.</summary>
    public static ImportedConstant Reshape(ImportedNode node, ImportedConstant constant, long[] target, bool copies)
    {
        var extents = target.Select((extent, i) => extent == 0 && copies && i < constant.Dimensions.Length ? constant.Dimensions[i] : extent).ToArray();
        var open = Array.IndexOf(extents, -1L);
        if (extents.Length > ConstantPool.MaximumRank || extents.Any(extent => extent is < -1 or > int.MaxValue) || extents.Count(extent => extent == -1) > 1)
        {
            throw node.Error("reshapes a constant to an impossible shape");
        }

        var known = extents.Where(extent => extent != -1).Aggregate(1L, (product, extent) => checked(product * extent));
        if (open >= 0)
        {
            extents[open] = known > 0 ? constant.Count / known : 0;
            known *= extents[open];
        }

        return known == constant.Count
            ? WithDimensions(constant, [.. extents.Select(extent => (int)extent)])
            : throw node.Error($"reshapes a constant of {constant.Count} values to a shape of another number");
    }
}
