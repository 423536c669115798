namespace Interop.Data.Images;

/// <summary>A decoded image: 8-bit pixels, row by row, the channels of a pixel side by side.</summary>
/// <param name="Channels">1 for grey, 2 for grey and alpha, 3 for red, green, blue, 4 with alpha.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Pixels">The pixels.</param>
internal sealed record ImageContent(int Channels, int Height, int Width, byte[] Pixels);
