using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Tensors;

namespace Interop.Cli.Tests.Commands;

/// <summary>The report as a browser shows it: by day, by night, and on a phone.</summary>
public class ReportInBrowserTests
{
    private static readonly (int Red, int Green, int Blue) White = (255, 255, 255);
    private static readonly (int Red, int Green, int Blue) Night = (13, 17, 23);

    [Fact]
    public void A_browser_shows_it_light_dark_and_narrow_and_nobody_scrolls_sideways()
    {
        using var browser = new Browser();
        using var folder = new EmptyFolder();

        // Long names and many figures are what makes a page too wide.
        folder.Write("iris.csv", SampleFiles.Iris().Replace("petal_length", "a_name_of_a_column_that_is_longer_than_a_phone_is_wide", StringComparison.Ordinal));
        CommandRun.Successful("train", "iris.csv", "--epochs", "12", "--hidden", "16,8", "-o", "m");
        foreach (var (width, isDark, paper) in new[] { (1200, false, White), (1200, true, Night), (390, false, White) })
        {
            var picture = browser.Picture("m/report.html", width, isDark);
            Assert.Equal([3, 900, width], picture.Shape);
            Assert.Equal(paper, Pixel(picture, 2, 2));
            Assert.Equal(paper, Pixel(picture, 897, width - 3));

            // The title is written in the other tone, and a curve in its colour.
            var seen = new HashSet<(int, int, int)>();
            for (var row = 0; row < 900; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    seen.Add(Pixel(picture, row, column));
                }
            }

            Assert.Contains(isDark ? (230, 237, 243) : (31, 35, 40), seen);
            Assert.Contains(isDark ? (0x4a, 0xa3, 0xdf) : (0x00, 0x72, 0xb2), seen);
        }

        Assert.InRange(browser.ContentWidth("m/report.html", 390), 1, 390);
    }

    private static (int Red, int Green, int Blue) Pixel(Tensor picture, int row, int column)
    {
        var plane = picture.Shape[1] * picture.Shape[2];
        var place = (row * picture.Shape[2]) + column;
        return ((int)picture.Span[place], (int)picture.Span[plane + place], (int)picture.Span[(2 * plane) + place]);
    }
}
