using System.Reflection;

namespace Interop.Native.Tests;

/// <summary>The engine stands alone: arrows between the projects point towards it, and none away from it.</summary>
public class HouseTests
{
    [Fact]
    public void The_engine_references_nothing_but_the_framework()
    {
        IEnumerable<string?> references = Assembly.Load("Interop.Native").GetReferencedAssemblies().Select(a => a.Name);

        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }
}
