using System.Globalization;

namespace Interop.Charts.Tests;

public sealed class ChartTests
{
    [Fact]
    public void A_line_runs_through_its_points()
    {
        var drawing = new LineChart("Loss", "epoch", "mse") { Series = [ChartSeries.Of("training", [4, 2, 1])] }.Draw();
        var points = Assert.Single(SvgText.Lines(drawing, "s0"));
        Assert.Equal(3, points.Length);
        Assert.Equal(points[1].X - points[0].X, points[2].X - points[1].X, 1e-1);

        // Down is up in pixels: the step from 4 to 2 is twice that from 2 to 1.
        Assert.Equal(2 * (points[2].Y - points[1].Y), points[1].Y - points[0].Y, 2e-1);
        Assert.Contains("Loss", SvgText.Words(drawing));
    }

    [Fact]
    public void On_a_logarithmic_axis_equal_ratios_are_equal_distances()
    {
        var drawing = new LineChart("Loss", "epoch", "mse") { Logarithmic = true, Series = [ChartSeries.Of("training", [100, 10, 1])] }.Draw();
        var points = Assert.Single(SvgText.Lines(drawing, "s0"));
        Assert.Equal(points[1].Y - points[0].Y, points[2].Y - points[1].Y, 1e-1);
        Assert.Contains("100", SvgText.Words(drawing));
    }

    [Fact]
    public void A_number_that_is_not_finite_interrupts_a_line()
    {
        var drawing = new LineChart("Loss", "epoch", "mse") { Series = [ChartSeries.Of("training", [4, 3, double.NaN, 2, 1, 0])] }.Draw();
        Assert.Equal([2, 3], SvgText.Lines(drawing, "s0").Select(line => line.Length));
    }

    [Fact]
    public void A_long_legend_takes_several_rows_within_the_drawing()
    {
        string[] names = [.. Enumerable.Range(1, 9).Select(i => $"a series with a long name, {i}")];
        var chart = new LineChart("Loss", "epoch", "mse") { Series = [.. names.Select(name => ChartSeries.Of(name, [1, 2]))] };
        var entries = SvgText.Elements(chart.Draw(), "text").Where(text => names.Contains(text.Value)).ToArray();
        Assert.Equal(9, entries.Length);
        Assert.True(entries.Select(entry => SvgText.Number(entry, "y")).Distinct().Count() > 2);
        Assert.All(entries, entry => Assert.InRange(SvgText.Number(entry, "x"), 0, chart.Width - 150));
        Assert.All(entries, entry => Assert.InRange(SvgText.Number(entry, "y"), 0, chart.Height));
    }

    [Fact]
    public void Charts_without_numbers_and_with_one_are_drawn()
    {
        Assert.NotEmpty(SvgText.Words(new LineChart("Loss", "epoch", "mse").Draw()));
        Assert.NotEmpty(SvgText.Words(new LineChart("Loss", "epoch", "mse") { Series = [ChartSeries.Of("training", [3])] }.Draw()));
        Assert.NotEmpty(SvgText.Words(new Histogram("Weights", "weight").Draw()));
        Assert.NotEmpty(SvgText.Words(new HeatMap("Confusion", "actual", "predicted").Draw(new double[0, 0])));
    }

    [Fact]
    public void Names_are_words_and_never_markup()
    {
        const string name = "<script>alert('&')</script>";
        var drawing = new LineChart(name, "epoch", "mse") { Series = [ChartSeries.Of(name, [1, 2]), ChartSeries.Of("b", [2, 1])] }.Draw();
        Assert.Empty(SvgText.Elements(drawing, "script"));
        Assert.Equal(2, SvgText.Words(drawing).Count(words => words == name));
    }

    [Fact]
    public void Bars_of_a_histogram_count_every_number_once()
    {
        float[] values = [.. Enumerable.Range(0, 500).Select(i => MathF.Sin(i)), float.NaN];
        var drawing = new Histogram("Weights", "weight") { Bins = 17 }.Add("first", values).Draw();
        var counted = SvgText.Elements(drawing, "title").Sum(title => int.Parse(title.Value.Split(' ')[1], CultureInfo.InvariantCulture));
        Assert.Equal(500, counted);
    }

    [Fact]
    public void Numbers_that_are_all_alike_stand_in_one_bar()
    {
        var drawing = new Histogram("Weights", "weight").Add("zeros", new float[30]).Draw();
        Assert.StartsWith("zeros: 30 in", Assert.Single(SvgText.Elements(drawing, "title")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_of_a_table_are_shaded_by_their_share_of_the_row()
    {
        var drawing = new HeatMap("Confusion", "actual", "predicted") { Names = ["cat", "dog"] }.Draw(new double[,] { { 3, 1 }, { 0, 50 } });
        double[] shades = [.. SvgText.Elements(drawing, "rect").Where(cell => cell.Attribute("fill-opacity") is not null).Select(cell => SvgText.Number(cell, "fill-opacity"))];
        Assert.Equal([0.765, 0.295, 0.06], shades);
        Assert.Contains("dog as cat: 0", SvgText.Elements(drawing, "title").Select(title => title.Value));
    }

    [Fact]
    public void Names_of_few_classes_stand_whole_above_their_columns_and_are_cut_with_a_sign_where_there_is_no_room()
    {
        string[] names = ["setosa", "versicolor", "virginica"];
        var few = SvgText.Words(new HeatMap("Confusion", "actual", "predicted") { Names = names }.Draw(new double[3, 3]));
        Assert.All(names, name => Assert.Equal(2, few.Count(words => words == name)));
        var many = SvgText.Words(new HeatMap("Confusion", "actual", "predicted") { Names = [.. Enumerable.Range(10, 20).Select(i => $"class {i}")] }.Draw(new double[20, 20]));
        Assert.Contains("class 29", many);
        Assert.Contains("cla…", many);
    }

    [Fact]
    public void A_region_map_asks_for_every_place_and_draws_every_sample()
    {
        var asked = 0;
        var map = new RegionMap("Classes", "x", "y") { Samples = [(0, 0, 0), (1, 1, 1), (2, 2, 1)], Resolution = 20, ClassNames = ["a", "b"] };
        var drawing = map.Draw(places =>
        {
            asked = places.Count;
            return [.. places.Select(place => place.X > 1 ? 1 : 0)];
        });
        Assert.Equal(400, asked);
        Assert.Equal(3, SvgText.Elements(drawing, "circle").Length);

        // Two regions in each row, and two squares of the legend.
        Assert.Equal((2 * 20) + 2, SvgText.Elements(drawing, "rect").Count(cell => (string?)cell.Attribute("class") is "f0" or "f1"));
    }

    [Fact]
    public void Every_colour_that_a_series_can_have_is_in_the_stylesheet()
    {
        for (var series = 0; series < ChartStyle.ColourCount + 2; series++)
        {
            Assert.Contains($".{ChartStyle.Stroke(series)}{{", ChartStyle.Css, StringComparison.Ordinal);
            Assert.Contains($".{ChartStyle.Fill(series)}{{", ChartStyle.Css, StringComparison.Ordinal);
        }
    }
}
