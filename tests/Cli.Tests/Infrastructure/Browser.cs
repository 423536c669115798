using System.Text.RegularExpressions;
using Interop.Data.Images;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>Chromium without a window. A test that needs it is skipped where there is none.</summary>
internal sealed partial class Browser : IDisposable
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private readonly string _program = Programs.FirstOrDefault(name => ExternalProgram.Run(name, "--version").Code == 0) ?? "";
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-browser-").FullName;

    /// <summary>Finds it.</summary>
    public Browser()
    {
        if (_program.Length == 0)
        {
            Dispose();
            Assert.Skip($"Needs Chromium; there is none of {string.Join(", ", Programs)}.");
        }
    }

    /// <summary>What a page looks like: a picture as a tensor [3, H, W] of 0 to 255.</summary>
    /// <param name="page">The page's file.</param>
    /// <param name="width">How wide the window is.</param>
    /// <param name="isDark">Whether its user likes it dark.</param>
    public Tensor Picture(string page, int width, bool isDark)
    {
        var picture = Path.Combine(_folder, "picture.png");
        File.Delete(picture);
        var output = Run($"--window-size={width},900", $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}", $"--screenshot={picture}", Address(page));
        Assert.True(File.Exists(picture), output);
        return ImageFile.Read(picture, ImageMode.Rgb);
    }

    /// <summary>How wide a page's content is in a window.</summary>
    /// <param name="page">The page's file.</param>
    /// <param name="width">How wide the window is.</param>
    public int ContentWidth(string page, int width)
    {
        var frame = Path.Combine(_folder, "frame.html");
        File.WriteAllText(
            frame,
            $"""
            <!doctype html><iframe id="page" src="{Address(page)}" style="border:0;width:{width}px;height:800px"></iframe><pre id="said"></pre>
            <script>page.onload = () => said.textContent = page.contentWindow.innerWidth + " shows " + page.contentDocument.documentElement.scrollWidth</script>
            """);
        var output = Run("--allow-file-access-from-files", "--dump-dom", Address(frame));
        var said = Said().Match(output);
        Assert.True(said.Success, output);
        Assert.Equal(width, int.Parse(said.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        return int.Parse(said.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // As root it runs only without its sandbox; what it shows here comes from the test.
    private string Run(params string[] arguments)
    {
        var (code, output) = ExternalProgram.Run(
            _program, ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={Path.Combine(_folder, "profile")}", .. arguments]);
        Assert.True(code == 0, $"{_program} ended with {code}:\n{output}");
        return output;
    }

    private static string Address(string page) => new Uri(Path.GetFullPath(page)).AbsoluteUri;

    [GeneratedRegex("<pre id=\"said\">([0-9]+) shows ([0-9]+)</pre>")]
    private static partial Regex Said();
}
