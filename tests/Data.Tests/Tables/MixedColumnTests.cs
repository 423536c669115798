using Interop.Data.Tables;

namespace Interop.Data.Tests.Tables;

/// <summary>Columns of numbers with a mistake in them, columns of names that are numbers, and first lines that might be either names or values.</summary>
public class MixedColumnTests
{
    [Fact]
    public void One_typo_among_few_different_numbers_is_a_mistake_with_its_place()
    {
        using var file = new TextFile("a,y\n" + Rows(60, row => $"{row % 3},{(row % 2 == 0 ? "x" : "z")}") + "1.o,x\n" + Rows(39, _ => "2,z"));
        var error = Assert.Throws<TableRowException>(() => TableScan.Of(file.Path));
        Assert.Equal($"{file.Path}, line 62, column 1 ('a'): expected a number, as 99 of the column's 100 values are, got '1.o'.", error.Message);
        Assert.Equal(("a", false), (error.MixedColumn, error.IsLabel));

        var skipping = TableScan.Of(file.Path, new TableOptions { SkipBadRows = true });
        Assert.Equal(TableColumnKind.Number, skipping.Schema.Columns[0].Kind);
        Assert.Contains("Column 'a' holds numbers, as 99 of its 100 values are; rows with text there, as '1.o', are left out.", skipping.Notes);
        var read = TableFile.Read(file.Path, skipping.Schema, skipping.Layout, skipBadRows: true);
        Assert.Equal((99, 1), (read.Features.Shape[0], read.SkippedRows));

        var categorical = TableScan.Of(file.Path, new TableOptions { Categorical = ["a"] });
        Assert.Equal(["0", "1", "1.o", "2"], categorical.Schema.Columns[0].Categories);
    }

    [Theory]
    [InlineData(3, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(17, 2, false)]
    [InlineData(18, 2, true)]
    [InlineData(180, 20, true)]
    [InlineData(180, 21, false)]
    public void Nearly_all_values_must_be_numbers(int numbers, int texts, bool isNumber)
    {
        using var file = new TextFile("a,y\n" + Rows(numbers, row => $"{row % 4},{row % 2}") + Rows(texts, row => $"t{row % 2},1"));
        if (isNumber)
        {
            Assert.Throws<TableRowException>(() => TableScan.Of(file.Path));
            return;
        }

        var scan = TableScan.Of(file.Path);
        Assert.Equal(TableColumnKind.Category, scan.Schema.Columns[0].Kind);
        Assert.Contains(scan.Notes, note => note.EndsWith($"; {numbers} of its {numbers + texts} values are numbers.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_typo_in_a_label_of_numbers_is_no_class()
    {
        using var classes = new TextFile("a,y\n" + Rows(30, row => $"{row},{row % 3}") + "5,l\n");
        var error = Assert.Throws<TableRowException>(() => TableScan.Of(classes.Path));
        Assert.Contains("line 32, column 2 ('y'): expected a number, as 30 of the column's 31 values are, got 'l'", error.Message);
        Assert.Equal(("y", true), (error.MixedColumn, error.IsLabel));
        Assert.Equal(["0", "1", "2"], TableScan.Of(classes.Path, new TableOptions { SkipBadRows = true }).Schema.Label.ClassNames);
        Assert.Equal(["0", "1", "2", "l"], TableScan.Of(classes.Path, new TableOptions { LabelKind = CsvLabelKind.Classes }).Schema.Label.ClassNames);

        using var numbers = new TextFile("a,y\n" + Rows(30, row => $"{row},{row}.5") + "5,1.2.3\n");
        Assert.Throws<TableRowException>(() => TableScan.Of(numbers.Path));
        Assert.Equal(CsvLabelKind.Number, TableScan.Of(numbers.Path, new TableOptions { SkipBadRows = true }).Schema.Label.Kind);
    }

    [Fact]
    public void A_column_that_is_left_out_may_hold_anything()
    {
        using var file = new TextFile("note,a,y\n" + Rows(20, row => $"{row},{row},{row % 2}") + "oops,1,0\n");
        Assert.Throws<TableRowException>(() => TableScan.Of(file.Path));
        Assert.Equal(["a"], TableScan.Of(file.Path, new TableOptions { Ignored = ["note"] }).Schema.FeatureNames);
    }

    [Fact]
    public void Without_a_header_the_mistake_is_named_by_position()
    {
        using var file = new TextFile(Rows(20, row => $"{row},{row % 2}") + "oops,1\n");
        var error = Assert.Throws<TableRowException>(() => TableScan.Of(file.Path));
        Assert.Contains("line 21, column 1: expected a number", error.Message);
        Assert.Equal("1", error.MixedColumn);
    }

    [Fact]
    public void A_first_line_whose_texts_are_values_further_down_is_a_row()
    {
        using var flowers = new TextFile("5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,2.5,virginica\n");
        var scan = TableScan.Of(flowers.Path);
        Assert.Equal((TableHeader.None, 3L), (scan.Layout.Header, scan.Rows));
        Assert.Equal(["setosa", "virginica"], scan.Schema.Label.ClassNames);

        // One row alone has nothing to compare with, but it is read as the file that was trained on was.
        using var one = new TextFile("6.3,2.5,virginica\n");
        Assert.Equal(TableHeader.Names, TableLayout.Detect(one.Path).Header);
        Assert.Equal(TableHeader.None, TableLayout.Detect(one.Path, scan.Schema).Header);
        using var reader = new TableReader(one.Path, scan.Schema, needsLabel: true);
        var features = new float[2];
        Assert.True(reader.Read(features));
        Assert.Equal((6.3f, 2.5f, 1f), (features[0], features[1], reader.Label));
    }

    [Fact]
    public void A_first_line_of_names_that_are_mostly_numbers_is_told()
    {
        using var years = new TextFile("country,1990,1991\nA,1,2\nB,2,3\n");
        var scan = TableScan.Of(years.Path, new TableOptions { Label = "1991" });
        Assert.Equal(TableHeader.Names, scan.Layout.Header);
        Assert.Contains("The first line is taken for names, though 2 of its 3 fields are numbers; if it is a row, read the file without a header.", scan.Notes);
    }

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(index => $"{row(index)}\n"));
}
