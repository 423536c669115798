namespace Interop.Data.Images;

/// <summary>Which channels of an image are given.</summary>
public enum ImageMode
{
    /// <summary>Those of the file: 1 (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 (with alpha).</summary>
    AsStored,

    /// <summary>One: <c>(19595·R + 38470·G + 7471·B + 2¹⁵) / 2¹⁶</c>, PIL's mode L, weights of ITU-R 601-2. Alpha is left out.</summary>
    Grey,

    /// <summary>Three: red, green and blue; grey three times. Alpha is left out. torchvision's choice for folders.</summary>
    Rgb,
}
