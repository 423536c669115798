using System.Globalization;
using System.Text;
using Interop.Native.Data;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>Data of every kind that commands take, small enough to learn in a second.</summary>
internal static class SampleFiles
{
    private static readonly string[] Species = ["setosa", "versicolor", "virginica"];

    /// <summary>Fisher's iris flowers with a header and the species by name.</summary>
    public static string Iris()
    {
        var text = new StringBuilder("sepal_length,sepal_width,petal_length,petal_width,species\n");
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "iris.csv")).Skip(1))
        {
            var fields = line.Split(',');
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(',', fields[..4])},{Species[int.Parse(fields[4], CultureInfo.InvariantCulture)]}\n");
        }

        return text.ToString();
    }

    /// <summary>Made-up wines: an identifier, numbers of which some are missing, a category, a quality to predict, and one row that is damaged.</summary>
    public static string Wine()
    {
        var text = new StringBuilder("id,colour,alcohol,acid,quality\n");
        var random = new Random(1);
        for (var row = 0; row < 120; row++)
        {
            var isRed = random.Next(2) == 0;
            var alcohol = 9 + (5 * random.NextDouble());
            var quality = (2 * alcohol) + (isRed ? 3 : 0) + random.NextDouble();
            var acid = row % 17 == 0 ? "NA" : random.NextDouble().ToString("F3", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"w{row},{(isRed ? "red" : "white")},{alcohol:F2},{acid},{quality:F3}\n");
        }

        return text.Append("w999,red,12.5\n").ToString();
    }

    /// <summary>Images of two classes in folders: bright ones and dark ones.</summary>
    /// <param name="root">The folder.</param>
    public static void Photos(string root)
    {
        var random = new Random(2);
        foreach (var (name, light) in new[] { ("bright", 160), ("dark", 20) })
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            for (var image = 0; image < 20; image++)
            {
                byte[] pixels = [.. Enumerable.Range(0, 12 * 12 * 3).Select(_ => (byte)(light + random.Next(60)))];
                File.WriteAllBytes(Path.Combine(root, name, $"{image:00}.ppm"), [.. "P6 12 12 255\n"u8, .. pixels]);
            }
        }
    }

    /// <summary>MNIST's four files with made-up digits: a square at another place for each.</summary>
    /// <param name="root">The folder.</param>
    public static void Mnist(string root)
    {
        Directory.CreateDirectory(root);
        foreach (var (name, count) in new[] { ("train", 120), ("t10k", 40) })
        {
            var random = new Random(count);
            var (images, labels) = (new byte[count * 28 * 28], new byte[count]);
            for (var image = 0; image < count; image++)
            {
                labels[image] = (byte)(image % 10);
                var (top, left) = (2 + (labels[image] / 5 * 14), 1 + (labels[image] % 5 * 5));
                for (var pixel = 0; pixel < 16; pixel++)
                {
                    images[(image * 784) + ((top + (pixel / 4)) * 28) + left + (pixel % 4)] = (byte)(200 + random.Next(50));
                }
            }

            WriteIdx(Path.Combine(root, $"{name}-images-idx3-ubyte"), images, count, 28, 28);
            WriteIdx(Path.Combine(root, $"{name}-labels-idx1-ubyte"), labels, count);
        }
    }

    /// <summary>Black images of 28 · 28 in an IDX file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many.</param>
    public static void IdxImages(string path, int count) => WriteIdx(path, new byte[count * 28 * 28], count, 28, 28);

    private static void WriteIdx(string path, byte[] values, params int[] shape)
    {
        byte[] extents = [.. shape.SelectMany(extent => BitConverter.GetBytes(extent).Reverse())];
        File.WriteAllBytes(path, [0, 0, (byte)IdxElementType.UInt8, (byte)shape.Length, .. extents, .. values]);
    }
}
