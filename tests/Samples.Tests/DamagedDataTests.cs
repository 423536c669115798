using System.IO.Compression;
using System.Text;
using Interop.Samples.Data;

namespace Interop.Samples.Tests;

/// <summary>Whatever is wrong with a file, the error names file, line and column, what was expected and what came.</summary>
public sealed class DamagedDataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_missing_file_says_where_it_was_looked_for()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Iris.Load(_folder.FullName));
        Assert.Contains($"'iris.csv' was expected in '{_folder.FullName}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("150,4,setosa,versicolor,virginica", "150,5,setosa,versicolor,virginica", "line 1: expected '150,4'")]
    [InlineData("5.1,3.5,1.4,0.2,0\n", "5.1,3.5,abc,0.2,0\n", "line 2, column 3: expected a finite number, got 'abc'")]
    [InlineData("5.1,3.5,1.4,0.2,0\n", "5.1,3.5,NaN,0.2,0\n", "line 2, column 3: expected a finite number, got 'NaN'")]
    [InlineData("5.1,3.5,1.4,0.2,0\n", "5.1,3.5,1.4,0\n", "line 2: expected 5 numbers separated by commas, got 4 fields")]
    [InlineData("5.1,3.5,1.4,0.2,0\n", "5.1,3.5,1.4,0.2,3\n", "line 2, column 5: expected a label that is a whole number from 0 to 2, got 3")]
    [InlineData("5.1,3.5,1.4,0.2,0\n", "5.1,3.5,1.4,0.2,0.5\n", "line 2, column 5: expected a label that is a whole number from 0 to 2, got 0.5")]
    [InlineData("5.1,3.5,1.4,0.2,0\n", "", "expected 150 rows, got the end of the file after 149")]
    [InlineData("5.1,3.5,1.4,0.2,0\n", "5.1,3.5,1.4,0.2,0\n5.1,3.5,1.4,0.2,0\n5.1,3.5,1.4,0.2,0\n", "line 152: expected the end of the file after 150 rows")]
    public void A_damaged_table_names_the_place(string found, string replacement, string expected)
    {
        var text = File.ReadAllText(DataFile.Find("iris.csv", null));
        var at = text.IndexOf(found, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "iris.csv"), text[..at] + replacement + text[(at + found.Length)..]);

        var error = Assert.Throws<InvalidDataException>(() => Iris.Load(_folder.FullName));
        Assert.Contains("iris.csv, ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pixel_out_of_range_names_the_place()
    {
        WriteDigits(digits => $"17{digits[1..]}");
        var error = Assert.Throws<InvalidDataException>(() => Digits.Load(_folder.FullName));
        Assert.Contains("digits.csv.gz, line 1, column 1: expected a number from 0 to 16, got 17", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_do_not_expand_are_told()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "digits.csv.gz"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
        var error = Assert.Throws<InvalidDataException>(() => Digits.Load(_folder.FullName));
        Assert.Contains("expected gzip data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_archive_is_told()
    {
        var whole = File.ReadAllBytes(DataFile.Find("digits.csv.gz", null));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "digits.csv.gz"), whole[..(whole.Length / 2)]);
        var error = Assert.Throws<InvalidDataException>(() => Digits.Load(_folder.FullName));
        Assert.Contains("digits.csv.gz, line", error.Message, StringComparison.Ordinal);
    }

    private void WriteDigits(Func<string, string> change)
    {
        using var packed = new GZipStream(File.OpenRead(DataFile.Find("digits.csv.gz", null)), CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        using var target = new GZipStream(File.Create(Path.Combine(_folder.FullName, "digits.csv.gz")), CompressionLevel.Fastest);
        target.Write(Encoding.ASCII.GetBytes(change(reader.ReadToEnd())));
    }
}
