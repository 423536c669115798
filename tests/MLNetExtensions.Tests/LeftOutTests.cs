using System.Text.RegularExpressions;

namespace Interop.MLNetExtensions.Tests;

/// <summary>Where ML.NET, or a package of it, is not served, the tests that need it are told as skipped, each by its name, with the reason.</summary>
public partial class LeftOutTests
{
    public static TheoryData<string, string> Names()
    {
        var names = new TheoryData<string, string>();
        foreach (var resource in typeof(LeftOutTests).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(LeftOutTests).Assembly.GetManifestResourceStream(resource)!);
            foreach (Match match in TestMethod().Matches(reader.ReadToEnd()))
            {
                names.Add(match.Groups[1].Value, Needed(resource).Summary);
            }
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_test_needs_MLNet(string name, string reason)
    {
        Assert.NotEmpty(name);
        Assert.Skip(reason);
    }

    // What a left out source needs, which its folder tells.
    private static Backend Needed(string resource)
    {
        Backend[] needed =
        [
            Backends.MLNet,
            .. resource.Contains(".MLNet.Images.", StringComparison.Ordinal) ? [Backends.MLNetImages] : Array.Empty<Backend>(),
            .. resource.Contains(".MLNet.Pool.", StringComparison.Ordinal) ? [Backends.MLNetPool] : Array.Empty<Backend>(),
        ];
        return needed.First(backend => !backend.IsLive);
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\]]*\]\s*(?:\[[^\n]*\]\s*)*public (?:async Task|void) (\w+)\(")]
    private static partial Regex TestMethod();
}
