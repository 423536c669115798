using System.Globalization;
using Interop.Native.Tensors;

namespace Interop.Samples.Data;

/// <summary>1,797 handwritten digits of 8×8 pixels, from 0 (empty) to 16 (full). E. Alpaydin and C. Kaynak 1998, UCI.</summary>
public static class Digits
{
    private const int Samples = 1797;
    private const int Pixels = 64;
    private const int Classes = 10;
    private const float FullPixel = 16;

    /// <summary>Reads the data set: features [1797, 64], row by row of each image, scaled to [0, 1]; class indices [1797].</summary>
    /// <param name="folder">The folder that holds <c>digits.csv.gz</c>; null looks beside the program, then in the repository.</param>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message names line and column, what was expected and what came.</exception>
    public static SampleData Load(string? folder = null)
    {
        var table = CsvTable.Read(DataFile.Find("digits.csv.gz", folder), Samples, Pixels + 1, hasHeader: false);
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            table.RequireRange(pixel, 0, FullPixel);
        }

        var features = ClassificationFile.Measures(table, Pixels);
        foreach (ref var pixel in features.Span)
        {
            pixel /= FullPixel;
        }

        string[] names = [.. Enumerable.Range(0, Classes).Select(digit => digit.ToString(CultureInfo.InvariantCulture))];
        return new SampleData("digits", features, Tensor.FromClasses(table.Classes(Pixels, Classes)), names);
    }
}
