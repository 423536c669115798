using System.Reflection;

namespace Interop.Cli.Tests.Packaging;

public class TrimmingTests
{
    [Fact]
    public void The_tool_is_built_under_the_analysis_for_trimming_and_compilation_ahead_of_time()
    {
        var said = typeof(ExitCode).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(entry => entry.Key, entry => entry.Value);
        Assert.Equal("True", said["IsTrimmable"]);
        Assert.Equal("True", said["IsAotCompatible"]);
    }
}
