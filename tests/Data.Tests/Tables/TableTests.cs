using System.Text.Json;
using System.Text;
using Interop.Data.Tables;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Data.Tests.Tables;

public class TableTests
{
    private const string People =
        """
        name;age;town;height;smokes
        Ann;31;Ulm;1.70;no
        Bob;47;Bonn;1.82;yes
        Cid;NA;Ulm;1.77;no
        Dora;22;Kiel;1.61;yes

        """;

    [Fact]
    public void Columns_and_label_are_found_out()
    {
        using var file = new TextFile(People);
        var scan = TableScan.Of(file.Path, new TableOptions { Missing = MissingValues.Mean, Ignored = ["name"] });
        Assert.Equal((';', TableHeader.Names), (scan.Layout.Separator, scan.Layout.Header));
        Assert.Equal(4, scan.Rows);
        Assert.Equal(["age", "town=Bonn", "town=Kiel", "town=Ulm", "height"], scan.Schema.FeatureNames);
        Assert.Equal(CsvLabelKind.Classes, scan.Schema.Label.Kind);
        Assert.Equal(["no", "yes"], scan.Schema.Label.ClassNames);
        Assert.Contains(scan.Notes, note => note.Contains("'smokes'", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_are_encoded_and_standardized_by_what_was_measured_on_the_training_rows()
    {
        using var file = new TextFile(People);
        var scan = TableScan.Of(file.Path, new TableOptions { Missing = MissingValues.Mean, Ignored = ["name"] });
        var table = TableFile.Read(file.Path, scan.Schema, scan.Layout);
        Assert.Equal([31, 0, 0, 1, 1.70f], table.Features.Rows(0, 1).ToArray());
        Assert.True(float.IsNaN(table.Features[2, 0]));
        Assert.Equal([0, 1, 0, 1], table.Targets.ToArray());

        // Ages 31 and 47: mean 39, biased deviation 8. The missing one takes the mean, which becomes 0.
        var schema = scan.Schema.Measure(table.Features, [0, 1, 2]);
        Assert.Equal((39f, 8f), (schema.Columns[0].Mean, schema.Columns[0].Deviation));
        schema.Apply(table.Features.Span);
        Assert.Equal([-1, 1, 0, -17 / 8f], [.. Enumerable.Range(0, 4).Select(row => table.Features[row, 0])]);
        Assert.Equal([0, 0, 1], table.Features.Rows(0, 1).ToArray()[1..4]);
        schema.Restore(table.Features.Span);
        Assert.Equal(39, table.Features[2, 0]);
        Assert.Equal(47, table.Features[1, 0]);
    }

    // Trained on an ignored number, two features and the label, all without names.
    [Fact]
    public void A_file_without_names_that_may_lack_either_of_two_columns_is_refused()
    {
        using var file = new TextFile("91,1.5,0.25,x\n92,2.5,0.5,y\n93,1.25,0.75,x\n94,2.75,0.125,y\n");
        var schema = TableScan.Of(file.Path, new TableOptions { Ignored = ["column 1"] }).Schema;
        Assert.Equal(["column 2", "column 3"], schema.Columns.Select(column => column.Name));
        float[] features = [0, 0];
        using var whole = new TableReader(file.Path, Again(schema));
        Assert.True(whole.Read(features));
        Assert.Equal([1.5f, 0.25f], features);

        using var three = new TextFile("1.5,0.25,4\n2.5,0.5,5\n");
        var error = Assert.Throws<InvalidDataException>(() => new TableReader(three.Path, Again(schema)));
        Assert.Contains("3 columns without names may be all but the label 'column 4', or all but the column that was ignored in training.", error.Message);
        Assert.Contains("Give the file a header, or all 4 columns.", error.Message);
        using var two = new TextFile("1.5,0.25\n");
        using var some = new TableReader(two.Path, Again(schema));
        Assert.True(some.Read(features));
        Assert.Equal([1.5f, 0.25f], features);
    }

    [Fact]
    public void A_damaged_number_of_columns_leads_to_no_field_that_is_not_there()
    {
        using var file = new TextFile("91,1.5,0.25,x\n92,2.5,0.5,y\n93,1.25,0.75,x\n94,2.75,0.125,y\n");
        var schema = TableScan.Of(file.Path, new TableOptions()).Schema with { UnnamedColumns = 2 };
        using var narrow = new TextFile("1,2\n3,4\n");
        Assert.Contains("got 2 columns", Assert.Throws<InvalidDataException>(() => new TableReader(narrow.Path, schema)).Message);
    }

    [Fact]
    public void A_schema_reads_another_file_the_same_way_whatever_the_order_of_its_columns()
    {
        using var file = new TextFile(People);
        var schema = TableScan.Of(file.Path, new TableOptions { Missing = MissingValues.Mean, Ignored = ["name"] }).Schema;
        using var other = new TextFile("height,town,age\n1.5,Ulm,10\n1.6,Rome,11\n");
        using var reader = new TableReader(other.Path, Again(schema));
        var features = new float[5];
        Assert.True(reader.Read(features));
        Assert.Equal([10, 0, 0, 1, 1.5f], features);
        Assert.True(reader.Read(features));
        Assert.Equal([11, 0, 0, 0, 1.6f], features);
        Assert.Equal(1, reader.UnknownCategories);
        Assert.False(reader.Read(features));
    }

    [Theory]
    [InlineData("a,y\n1,0\n2,1\n3,2\n", CsvLabelKind.Classes)]
    [InlineData("a,y\n1,0.5\n2,1\n3,2\n", CsvLabelKind.Number)]
    [InlineData("a,y\n1,cat\n2,dog\n3,cat\n", CsvLabelKind.Classes)]
    public void The_label_tells_what_is_predicted(string text, CsvLabelKind kind)
    {
        using var file = new TextFile(text);
        Assert.Equal(kind, TableScan.Of(file.Path).Schema.Label.Kind);
    }

    [Fact]
    public void Many_different_whole_numbers_are_numbers_and_text_among_many_numbers_is_a_mistake()
    {
        using var many = new TextFile("a,y\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row},{row}\n")));
        Assert.Equal(CsvLabelKind.Number, TableScan.Of(many.Path).Schema.Label.Kind);
        using var mixed = new TextFile("a,y\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row},{row % 2}\n")) + "x,1\n");
        var scan = TableScan.Of(mixed.Path, new TableOptions { SkipBadRows = true });
        Assert.Equal(TableColumnKind.Number, scan.Schema.Columns[0].Kind);
        var error = Assert.Throws<TableRowException>(() => TableFile.Read(mixed.Path, scan.Schema));
        Assert.Contains("line 102, column 1 ('a'): expected a finite number, got 'x'", error.Message);
        Assert.Equal(1, TableFile.Read(mixed.Path, scan.Schema, skipBadRows: true).SkippedRows);
    }

    [Fact]
    public void Files_without_header_and_those_that_count_are_recognised()
    {
        using var plain = new TextFile("1.5,2,0\n2.5,3,1\n");
        Assert.Equal(TableHeader.None, TableLayout.Detect(plain.Path).Header);
        Assert.Equal(["column 1", "column 2"], TableScan.Of(plain.Path).Schema.FeatureNames);
        using var counts = new TextFile("2,3,no,yes\n1,2,3,0\n4,5,6,1\n");
        var scan = TableScan.Of(counts.Path);
        Assert.Equal(TableHeader.Counts, scan.Layout.Header);
        Assert.Equal(["no", "yes"], scan.Schema.Label.ClassNames);
        Assert.Equal([0, 1], TableFile.Read(counts.Path, scan.Schema, scan.Layout).Targets.ToArray());
    }

    [Fact]
    public void A_schema_comes_back_from_its_json()
    {
        using var file = new TextFile(People);
        var scan = TableScan.Of(file.Path, new TableOptions { Missing = MissingValues.Mean, Label = "height", Ignored = ["name"] });
        var table = TableFile.Read(file.Path, scan.Schema, scan.Layout);
        var schema = scan.Schema.Measure(table.Features, [0, 1, 2, 3]).MeasureLabel(table.Targets, [0, 1, 2, 3]);
        var again = Again(schema);
        Assert.Equal(Json(schema), Json(again));
        Assert.Equal(schema.Label.Mean, again.Label.Mean);
    }

    [Theory]
    [InlineData("[]", "expected an object with 'version', got a list.")]
    [InlineData("""{ "columns": [] }""", "'version' is missing.")]
    [InlineData("""{ "version": 1.5 }""", "'version' is a whole number, got 1.5.")]
    [InlineData("""{ "version": 4294967297 }""", "'version' is a whole number, got 4294967297.")]
    [InlineData("""{ "version": 1, "label": { "name": "y", "kind": "number" } , "columns": 3 }""", "'columns' is a list, got 3.")]
    [InlineData("""{ "version": 1, "label": {}, "columns": [ { "name": null } ] }""", "'name' is text, got null.")]
    [InlineData("""{ "version": 1, "label": {}, "columns": [ { "name": "\ud800" } ] }""", "'name' is text, got \"\\ud800\", which is none.")]
    [InlineData("""{ "version": 1, "label": {}, "columns": [ { "name": "a", "kind": "number", "mean": "1" } ] }""", "'mean' is a number, got \"1\".")]
    [InlineData("""{ "version": 1, "label": {}, "columns": [ { "name": "a", "kind": "number", "mean": 1e99 } ] }""", "'mean' is a number, got 1e99.")]
    [InlineData("""{ "version": 1, "label": {}, "columns": [ { "name": "a", "kind": "category", "categories": [ "x", [] ] } ] }""", "'categories' is text, got a list.")]
    public void A_damaged_schema_is_refused_with_the_field_and_what_came(string json, string message)
    {
        using var broken = JsonDocument.Parse(json);
        var error = Assert.Throws<InvalidDataException>(() => TableSchema.Read(broken.RootElement));
        Assert.Equal($"the description of the columns is damaged: {message}", error.Message);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_by_the_documented_exceptions()
    {
        var random = new Random(11);
        var good = Encoding.UTF8.GetBytes(People);
        var path = Path.GetTempFileName();
        try
        {
            using var watch = new HangWatch();
            var (read, refused, withRows, left) = (0, 0, 0, 0);
            for (var round = 0; round < 20_000; round++)
            {
                watch.Next("damage", round);
                var bytes = good.ToArray();
                for (var change = random.Next(1, 6); change > 0; change--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? "\",;\n\r\t0"[random.Next(7)] : random.Next(256));
                }

                var length = random.Next(1, bytes.Length + 1);
                File.WriteAllBytes(path, bytes[..length]);
                TableFile? file = null;
                MemoryBound.Hold(length, $"Damage {round}", () =>
                {
                    try
                    {
                        var scan = TableScan.Of(path, new TableOptions { Missing = MissingValues.Mean, SkipBadRows = round % 2 == 0 });
                        file = TableFile.Read(path, scan.Schema, scan.Layout, skipBadRows: round % 2 == 0);
                    }
                    catch (Exception error) when (error is InvalidDataException or TableRowException)
                    {
                        Assert.Contains(path, error.Message);
                    }
                });
                (read, refused) = file is null ? (read, refused + 1) : (read + 1, refused);
                withRows += file?.Features.Shape[0] >= 2 ? 1 : 0;
                left += file?.SkippedRows > 0 ? 1 : 0;
            }

            // Were all of them refused at once, or all read, nothing would have been tried.
            var counts = $"{read} read, {withRows} of them with several rows, {left} with rows left out; {refused} refused";
            TestContext.Current.TestOutputHelper?.WriteLine(counts);
            Assert.True(read >= 2_000 && refused >= 2_000 && withRows >= 1_000 && left >= 500, counts);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static TableSchema Again(TableSchema schema)
    {
        using var json = JsonDocument.Parse(Json(schema));
        return TableSchema.Read(json.RootElement);
    }

    private static string Json(TableSchema schema)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            schema.Write(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
