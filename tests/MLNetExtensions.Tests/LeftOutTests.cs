using System.Text.RegularExpressions;

namespace Interop.MLNetExtensions.Tests;

/// <summary>Where ML.NET is not served, its tests are told as skipped, each by its name, with the reason.</summary>
public partial class LeftOutTests
{
    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var resource in typeof(LeftOutTests).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(LeftOutTests).Assembly.GetManifestResourceStream(resource)!);
            foreach (Match match in TestMethod().Matches(reader.ReadToEnd()))
            {
                names.Add(match.Groups[1].Value);
            }
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_test_needs_MLNet(string name)
    {
        Assert.NotEmpty(name);
        Assert.False(Backends.MLNet.IsLive);
        Assert.Skip(Backends.MLNet.Summary);
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\]]*\]\s*(?:\[[^\n]*\]\s*)*public (?:async Task|void) (\w+)\(")]
    private static partial Regex TestMethod();
}
