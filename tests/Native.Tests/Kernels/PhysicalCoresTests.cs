using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

public sealed class PhysicalCoresTests
{
    [Theory]
    [InlineData("0-1 0-1 2-3 2-3", null, 2)]
    [InlineData("0 - 2 3", null, 3)]
    [InlineData("- 1 2 3", null, 3)]
    [InlineData("0,4 1,5 2,6 3,7 0,4 1,5 2,6 3,7", "0-7", 4)]
    [InlineData("0,4 1,5 2,6 3,7 0,4 1,5 2,6 3,7", "1,4-5", 2)]
    [InlineData("0,4 1,5 2,6 3,7 0,4 1,5 2,6 3,7", "6", 1)]
    [InlineData("0-1 0-1", "8-9", null)]
    [InlineData("- -", null, null)]
    public void Cores_are_counted_past_processors_that_are_off_and_among_those_allowed(string siblings, string? allowed, int? expected)
    {
        string folder = Directory.CreateTempSubdirectory("cores").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "cpufreq"));
            string[] processors = siblings.Split(' ');
            for (int processor = 0; processor < processors.Length; processor++)
            {
                string own = Path.Combine(folder, $"cpu{processor}");
                Directory.CreateDirectory(own);
                if (processors[processor] != "-")
                {
                    Directory.CreateDirectory(Path.Combine(own, "topology"));
                    File.WriteAllText(Path.Combine(own, "topology", "thread_siblings_list"), processors[processor] + "\n");
                }
            }

            Assert.Equal(expected, PhysicalCores.CountIn(folder, allowed));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
