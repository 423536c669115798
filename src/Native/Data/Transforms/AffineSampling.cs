using System.Globalization;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Computes each pixel of an image from a place in another: output pixel (x, y), whose centre is (x + ½, y + ½), comes from
/// <c>(a·(x+½) + b·(y+½) + c, d·(x+½) + e·(y+½) + f)</c>. Places outside the image give the fill value; neighbours beyond the edge are
/// those at the edge. This is PIL's <c>Image.transform(AFFINE)</c>, to the last bit for 8-bit pixels.
/// </summary>
/// <param name="A">From x to the place's x.</param>
/// <param name="B">From y to the place's x.</param>
/// <param name="C">The place's x of the image's corner.</param>
/// <param name="D">From x to the place's y.</param>
/// <param name="E">From y to the place's y.</param>
/// <param name="F">The place's y of the image's corner.</param>
internal readonly record struct AffineSampling(double A, double B, double C, double D, double E, double F)
{
    private const double FixedOne = 65536;

    /// <summary>Turns an image counter-clockwise about its centre.</summary>
    /// <param name="degrees">By how much.</param>
    /// <param name="height">The image's height.</param>
    /// <param name="width">The image's width.</param>
    public static AffineSampling Rotation(double degrees, int height, int width)
    {
        degrees -= Math.Floor(degrees / 360) * 360;
        var angle = -(degrees * (Math.PI / 180));
        return AboutCentre(Round(Math.Cos(angle)), Round(Math.Sin(angle)), Round(-Math.Sin(angle)), Round(Math.Cos(angle)), height, width);
    }

    /// <summary>Magnifies an image about its centre.</summary>
    /// <param name="factor">By how much; above 1 the image grows and its edge is lost.</param>
    /// <param name="height">The image's height.</param>
    /// <param name="width">The image's width.</param>
    public static AffineSampling Zoom(double factor, int height, int width) => AboutCentre(1 / factor, 0, 0, 1 / factor, height, width);

    /// <summary>Computes an image of the same size.</summary>
    /// <param name="image">The image.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fill">The value outside.</param>
    public void Apply(ImageSample image, Interpolation interpolation, float fill)
    {
        var (sampling, height, width, truncates) = (this, image.Height, image.Width, image.IsPixels);
        image.Replace(height, width, (source, target) =>
        {
            if (interpolation == Interpolation.Nearest)
            {
                sampling.Nearest(source, target, height, width, fill);
            }
            else
            {
                sampling.Bilinear(source, target, height, width, fill, truncates);
            }
        });
    }

    private static AffineSampling AboutCentre(double a, double b, double d, double e, int height, int width)
    {
        var (x, y) = (width / 2.0, height / 2.0);
        return new AffineSampling(a, b, (a * -x) + (b * -y) + x, d, e, (d * -x) + (e * -y) + y);
    }

    private void Bilinear(ReadOnlySpan<float> source, Span<float> target, int height, int width, float fill, bool truncates)
    {
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var x = (A * (column + 0.5)) + (B * (row + 0.5)) + C;
                var y = (D * (column + 0.5)) + (E * (row + 0.5)) + F;
                if (!(x >= 0 && x < width && y >= 0 && y < height))
                {
                    target[(row * width) + column] = fill;
                    continue;
                }

                var (left, top) = (Math.Floor(x - 0.5), Math.Floor(y - 0.5));
                var (x0, x1) = (Math.Max(0, (int)left), Math.Min(width - 1, (int)left + 1));
                var (y0, y1) = (Math.Max(0, (int)top), Math.Min(height - 1, (int)top + 1));
                var (dx, dy) = (x - 0.5 - left, y - 0.5 - top);
                var upper = Between(source[(y0 * width) + x0], source[(y0 * width) + x1], dx);
                var lower = Between(source[(y1 * width) + x0], source[(y1 * width) + x1], dx);
                var value = Between(upper, lower, dy);
                target[(row * width) + column] = (float)(truncates ? Math.Truncate(value) : value);
            }
        }
    }

    // PIL steps through the nearest pixels in 16.16 fixed point.
    private void Nearest(ReadOnlySpan<float> source, Span<float> target, int height, int width, float fill)
    {
        var (a, b, d, e) = (Fix(A), Fix(B), Fix(D), Fix(E));
        var (startX, startY) = (Fix(C + (A * 0.5) + (B * 0.5)), Fix(F + (D * 0.5) + (E * 0.5)));
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var x = (startX + (a * column) + (b * row)) >> 16;
                var y = (startY + (d * column) + (e * row)) >> 16;
                target[(row * width) + column] = x >= 0 && x < width && y >= 0 && y < height ? source[(int)((y * width) + x)] : fill;
            }
        }
    }

    private static long Fix(double value) => (long)Math.Floor((value * FixedOne) + 0.5);

    private static double Between(double from, double to, double part) => from + ((to - from) * part);

    // PIL rounds sine and cosine to 15 decimal places, so that right angles are exact; decimal rounding goes through text.
    private static double Round(double value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "F15", CultureInfo.InvariantCulture);
        return double.Parse(text[..length], CultureInfo.InvariantCulture);
    }
}
