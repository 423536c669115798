using Interop.Native.Tests.Infrastructure;
using Interop.Samples.Onnx;

namespace Interop.Samples.Tests;

/// <summary>The README's example: one model exported, and run on the same rows in C#, in Python and in Node.</summary>
public sealed class OnnxSampleTests : IDisposable
{
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-sample-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_runs_in_CSharp()
    {
        var lines = Lines(RunCSharp());

        Assert.Equal(10, lines.Length);
        Assert.True(lines.Take(10).Where((line, digit) => line.StartsWith($"{digit} ", StringComparison.Ordinal)).Count() >= 8, "The network has learnt too little.");
    }

    [Fact]
    public void Python_says_the_same()
    {
        var interpreter = Interpreters.FirstOrDefault(name => Has(name, "onnxruntime")) ?? Interpreters.FirstOrDefault(name => Has(name, "cv2"));
        Assert.SkipWhen(interpreter is null, "Needs a Python 3 with numpy and onnxruntime or OpenCV (Debian: python3-opencv); none was found.");
        var expected = RunCSharp();

        var (code, output) = ExternalProgram.RunIn(_folder.FullName, interpreter!, RepositoryFolder.Path("samples", "Onnx", "predict.py"));

        Assert.True(code == 0, output);
        Same(expected, output);
    }

    [Fact]
    public void Node_says_the_same()
    {
        var expected = RunCSharp();

        Same(expected, NodeRuntime.Run(RepositoryFolder.Path("samples", "Onnx", "predict.mjs"), Path.Combine(_folder.FullName, "digits.onnx"), Path.Combine(_folder.FullName, "digits.csv")));
    }

    [Theory]
    [InlineData("Program.cs", "csharp")]
    [InlineData("predict.py", "python")]
    [InlineData("predict.mjs", "js")]
    public void The_README_shows_what_is_run(string file, string language)
    {
        var readme = File.ReadAllText(RepositoryFolder.Path("README.md")).ReplaceLineEndings("\n");
        var section = readme[readme.IndexOf("\n## ONNX\n", StringComparison.Ordinal)..];
        var start = section.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        var lines = section[start..section.IndexOf("```", start, StringComparison.Ordinal)].Split('\n');
        var shown = Words(string.Join('\n', lines.Where(line => !line.StartsWith("using Interop.", StringComparison.Ordinal))));

        Assert.NotEmpty(shown);
        Assert.Contains(shown, Words(File.ReadAllText(RepositoryFolder.Path("samples", "Onnx", file))), StringComparison.Ordinal);
    }

    private string RunCSharp()
    {
        using var output = new StringWriter();
        Program.Run(_folder.FullName, output);
        return output.ToString();
    }

    private static bool Has(string interpreter, string module) => ExternalProgram.Run(interpreter, "-c", $"import numpy, {module}").Code == 0;

    // Probabilities may differ in the last of the four digits that are printed.
    private static void Same(string expected, string actual)
    {
        foreach (var (ours, theirs) in Lines(expected).Zip(Lines(actual), (left, right) => (left.Split(' '), right.Split(' '))))
        {
            Assert.Equal(ours[0], theirs[0]);
            Assert.Equal(double.Parse(ours[1], System.Globalization.CultureInfo.InvariantCulture), double.Parse(theirs[1], System.Globalization.CultureInfo.InvariantCulture), 1.5e-4);
        }

        Assert.Equal(Lines(expected).Length, Lines(actual).Length);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
