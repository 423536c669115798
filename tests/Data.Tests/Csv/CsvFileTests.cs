using System.IO.Compression;
using System.Text;
using Interop.Native.Data;
using Interop.Native.Random;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Data.Tests.Csv;

public sealed class CsvFileTests : IDisposable
{
    private const string Flowers = "length,width,species\n1.5,2,rose\n-3e2,.5,aster\n4,5,rose\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-csv-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Columns_are_chosen_by_name()
    {
        var data = Read(Flowers, new CsvOptions { Label = "species" });
        Assert.Equal([3, 2], data.Features.Shape);
        Assert.Equal([1.5f, 2, -300, 0.5f, 4, 5], data.Features.ToArray());
        Assert.Equal(["length", "width"], data.FeatureNames);
        Assert.Equal(["aster", "rose"], data.ClassNames);
        Assert.Equal([1, 0, 1], data.Targets!.ToArray());
        Assert.Equal(3, data.ToDataset().Count);
    }

    [Fact]
    public void Columns_are_chosen_by_position()
    {
        var options = new CsvOptions { HasHeader = false, Label = -1, Features = [1, 0] };
        var data = Read("1,2,x\n3,4,y\n", options);
        Assert.Equal([2, 1, 4, 3], data.Features.ToArray());
        Assert.Equal([0, 1], data.Targets!.ToArray());
        Assert.Equal(["column 1", "column 0"], data.FeatureNames);
    }

    [Fact]
    public void A_label_may_be_a_number_to_predict()
    {
        var data = Read("a,y\n1,0.5\n2,-7\n", new CsvOptions { Label = "y", LabelKind = CsvLabelKind.Number });
        Assert.Equal([2, 1], data.Targets!.Shape);
        Assert.Equal([0.5f, -7], data.Targets.ToArray());
        Assert.Empty(data.ClassNames);
    }

    [Fact]
    public void Without_a_label_all_columns_are_features()
    {
        var data = Read("a,b\n1,2\n");
        Assert.Null(data.Targets);
        Assert.Contains("CsvOptions.Label", Assert.Throws<InvalidOperationException>(data.ToDataset).Message);
    }

    [Fact]
    public void Numeric_classes_are_in_the_order_of_numbers_and_given_ones_as_given()
    {
        Assert.Equal(["2", "9", "10"], Read("a,y\n1,10\n1,9\n1,2\n", new CsvOptions { Label = "y" }).ClassNames);
        var given = Read("a,y\n1,b\n1,a\n", new CsvOptions { Label = "y", ClassNames = ["c", "b", "a"] });
        Assert.Equal([1, 2], given.Targets!.ToArray());
        Refused("a,y\n1,d\n", new CsvOptions { Label = "y", ClassNames = ["c", "b"] }, "expected the classes c, b, got 'd'");
    }

    [Fact]
    public void Quotes_spaces_line_ends_and_a_byte_order_mark_are_read()
    {
        var text = "\uFEFF\"the \"\"x\"\"\",\"a,b\"\r\n\"1\", 2 \r\n\r\n3,4";
        var data = Read(text, new CsvOptions { Features = ["a,b"] });
        Assert.Equal([2, 4], data.Features.ToArray());
        Assert.Equal([1f, 3f], Read("\uFEFFx;y\n1;2\n3;4\n", new CsvOptions { Separator = ';', Features = ["x"] }).Features.ToArray());
    }

    [Theory]
    [InlineData("", "expected a header and rows, the file is empty")]
    [InlineData("a,b\n", "expected rows, got none")]
    [InlineData("a,b\n1\n", "line 2: expected 2 fields, as in the first line, got 1; mend the file, or leave such rows out with SkipBadRows.")]
    [InlineData("a,b\n1,2\n1,2,3\n", "line 3: expected 2 fields, as in the first line, got 3")]
    [InlineData("a,b\n1,2\n\n3,x1\n", "line 4, column 2 ('b'): expected a finite number, got 'x1'")]
    [InlineData("a,b\n1,Infinity\n", "line 2, column 2 ('b'): expected a finite number, got 'Infinity'")]
    [InlineData("a,b\n1e99,2\n", "line 2, column 1 ('a'): expected a finite number, got '1e99'")]
    [InlineData("a,b\n1,NA\n", "line 2, column 2 ('b'): expected a number, the value is missing ('NA'); choose what becomes of missing values")]
    [InlineData("a,b\n1,\n", "the value is missing ('')")]
    [InlineData("a,b\n1,\"2\n3,4\n", "line 2: expected a closing quote, got the end of the file")]
    [InlineData("a,b\n1,\"2\"x\n", "line 2: expected a separator after a closing quote, got text")]
    public void A_bad_row_is_named_with_file_line_and_column(string text, string expected) => Refused(text, null, expected);

    [Fact]
    public void Wrong_columns_are_named()
    {
        Refused("a,b\n1,2\n", new CsvOptions { Label = "c" }, "line 1: expected a column 'c', got 'a', 'b'");
        Refused("a,a\n1,2\n", new CsvOptions { Label = "a" }, "2 columns are named 'a'");
        Refused("a,b\n1,2\n", new CsvOptions { Label = 2 }, "expected a column 2, the file has 2");
        Refused("a,b\n1,2\n", new CsvOptions { Label = -3 }, "expected a column -3, the file has 2");
        Refused("1,2\n", new CsvOptions { HasHeader = false, Label = "a" }, "is read without a header; give its position");
        Refused("a;b\n1;2\n", new CsvOptions { Label = 0 }, "is ',' the separator?");
    }

    [Fact]
    public void Bad_rows_may_be_left_out_and_are_counted()
    {
        var text = "a,b,y\n1,2,u\n1,2\nx,2,u\n3,4,v\n,1,v\n5,\"6\"7,u\n9,9,\n7,8,u\n";
        var data = Read(text, new CsvOptions { Label = "y", SkipBadRows = true });
        Assert.Equal([1, 2, 3, 4, 7, 8], data.Features.ToArray());
        Assert.Equal(5, data.SkippedRows);
        Assert.Equal(5, data.SkippedBecause.Count);
        Assert.Contains("line 3: expected 3 fields", data.SkippedBecause[0]);
        Assert.Contains("line 4, column 1 ('a'): expected a finite number, got 'x'", data.SkippedBecause[1]);
        Assert.Contains("line 8, column 3 ('y'): expected a label", data.SkippedBecause[4]);
    }

    [Fact]
    public void Missing_values_are_left_out_filled_or_averaged()
    {
        const string text = "a,b\n1,?\n3,4\nnan,8\n5, \n";
        CsvData With(MissingValues missing) => Read(text, new CsvOptions { Missing = missing, FillValue = -1 });
        Assert.Equal([3, 4], With(MissingValues.SkipRow).Features.ToArray());
        Assert.Equal(3, With(MissingValues.SkipRow).SkippedRows);
        Assert.Equal([1, -1, 3, 4, -1, 8, 5, -1], With(MissingValues.Fill).Features.ToArray());
        Assert.Equal([1, 6, 3, 4, 3, 8, 5, 6], With(MissingValues.Mean).Features.ToArray());
        Refused("a,y\n1,\n", new CsvOptions { Label = "y", Missing = MissingValues.Mean }, "expected a label, the value is missing");
    }

    [Fact]
    public void A_column_of_numbers_is_not_taken_for_classes_unnoticed()
    {
        var text = "a,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"1,{i}.5\n"));
        Refused(text, new CsvOptions { Label = "y", MostClasses = 20 }, "more than 20 classes; if it is a number to predict, say LabelKind = Number");
    }

    [Fact]
    public void An_open_quote_does_not_swallow_a_whole_file()
    {
        var text = "a,b\n1,\"2\n" + string.Concat(Enumerable.Repeat("3,4\n", 200_000));
        Refused(text, new CsvOptions { LargestRecord = 4096, SkipBadRows = true }, "expected a record of at most 4,096 bytes");
    }

    [Fact]
    public void A_compressed_file_is_read_and_a_bomb_is_refused()
    {
        var path = Path("data.csv.gz");
        WriteCompressed(path, Flowers);
        Assert.Equal([1, 0, 1], CsvFile.Read(path, new CsvOptions { Label = "species" }).Targets!.ToArray());
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^20]);
        Assert.Throws<InvalidDataException>(() => CsvFile.Read(path, new CsvOptions { Label = "species" }));

        WriteCompressed(path, "a\n" + string.Concat(Enumerable.Repeat("0\n", 200_000)));
        Assert.Contains(
            "stream it with CsvStreamingDataset",
            Assert.Throws<InvalidDataException>(() => CsvFile.Read(path, new CsvOptions { LargestSize = 100_000 })).Message);
    }

    [Fact]
    public void A_stream_gives_the_same_samples_as_the_file_in_memory()
    {
        var generator = new TorchGenerator(2);
        var text = new StringBuilder("a,b,c,y\n");
        for (var row = 0; row < 500; row++)
        {
            text.Append(FormattableString.Invariant($"{generator.NextSingle()},{(row % 7 == 0 ? "?" : generator.NextSingle())},{row},{(char)('p' + (row % 3))}\n"));
        }

        File.WriteAllText(Path("rows.csv"), text.ToString());
        var options = new CsvOptions { Label = "y", Missing = MissingValues.Mean };
        var held = CsvFile.Read(Path("rows.csv"), options);
        var stream = new CsvStreamingDataset(Path("rows.csv"), options);
        Assert.Equal(500, stream.Count);
        Assert.Equal(held.ClassNames, stream.ClassNames);
        Assert.Equal(Samples(held.ToDataset()), Samples(stream));
        Assert.Contains("name its column", Assert.Throws<ArgumentException>(() => new CsvStreamingDataset(Path("rows.csv"), new CsvOptions())).Message);
    }

    [Fact]
    public void A_file_that_changes_while_it_is_streamed_is_noticed()
    {
        File.WriteAllText(Path("rows.csv"), Flowers);
        var stream = new CsvStreamingDataset(Path("rows.csv"), new CsvOptions { Label = "species" });
        File.WriteAllText(Path("rows.csv"), "length,width,species\n1,2,rose\n");
        Assert.Contains("it has changed since", Assert.Throws<InvalidDataException>(() => Samples(stream)).Message);
        File.WriteAllText(Path("rows.csv"), Flowers.Replace("aster", "daisy", StringComparison.Ordinal));
        Assert.Contains("'daisy'", Assert.Throws<InvalidDataException>(() => Samples(stream)).Message);
    }

    [Theory]
    [InlineData("mutated.csv", false)]
    [InlineData("mutated.csv", true)]
    [InlineData("mutated.csv.gz", true)]
    public void Mutations_give_data_or_a_clear_error(string name, bool skipBadRows)
    {
        const int rounds = 7_000, mostAllocated = 1 << 20;
        var whole = Encoding.UTF8.GetBytes(Flowers + "\"7\",8,\"a, \"\"b\"\"\"\n");
        var compressed = name.EndsWith(".gz", StringComparison.Ordinal);
        byte[] favourites = [.. "\",\n\r;\0 .-e#?\xFF"u8];
        var generator = new TorchGenerator(13);
        var (read, refused) = (0, 0);
        using var watch = new HangWatch();
        for (var round = 0; round < rounds; round++)
        {
            watch.Next("mutation", round);
            var bytes = whole[..(round % 5 == 0 ? generator.NextInt(whole.Length) : whole.Length)];
            for (var change = generator.NextInt(4); change >= 0 && bytes.Length > 0; change--)
            {
                bytes[generator.NextInt(bytes.Length)] = generator.NextInt(2) == 0 ? favourites[generator.NextInt(favourites.Length)] : (byte)generator.NextInt(256);
            }

            if (compressed)
            {
                // What is compressed is damaged, and now and then the compressed file: that is found by its checksum.
                bytes = Compressed(bytes);
                if (round % 4 == 0 && bytes.Length > 0)
                {
                    bytes[generator.NextInt(bytes.Length)] ^= (byte)(1 << generator.NextInt(8));
                }
            }

            File.WriteAllBytes(Path(name), bytes);
            var isRead = false;
            MemoryBound.Hold(bytes.Length, $"Mutation {round}", () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                isRead = IsRead(Path(name), skipBadRows);
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < mostAllocated, $"Mutation {round}");
            });
            _ = isRead ? read++ : refused++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{read} read, {refused} refused");
        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    private static bool IsRead(string path, bool skipBadRows)
    {
        try
        {
            var data = CsvFile.Read(path, new CsvOptions { Label = -1, SkipBadRows = skipBadRows });
            Assert.All(data.Features.ToArray(), value => Assert.True(float.IsFinite(value)));
            return true;
        }
        catch (InvalidDataException error)
        {
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private static float[] Samples(DataSource data) =>
        [.. new DataLoader(data, 7).SelectMany(batch => batch.Inputs[0].ToArray().Concat(batch.Targets[0].ToArray()))];

    private static void WriteCompressed(string path, string text) => File.WriteAllBytes(path, Compressed(Encoding.UTF8.GetBytes(text)));

    private static byte[] Compressed(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var compressing = new GZipStream(stream, CompressionLevel.Optimal))
        {
            compressing.Write(bytes);
        }

        return stream.ToArray();
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private CsvData Read(string text, CsvOptions? options = null)
    {
        File.WriteAllText(Path("data.csv"), text);
        return CsvFile.Read(Path("data.csv"), options);
    }

    private void Refused(string text, CsvOptions? options, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(text, options));
        Assert.StartsWith(Path("data.csv"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
