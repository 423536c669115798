namespace Interop.Native.Kernels;

/// <summary>Counts the cores that can do arithmetic at the same time.</summary>
internal static class PhysicalCores
{
    private const string TopologyFolder = "/sys/devices/system/cpu";

    /// <summary>
    /// The number of physical cores this process may use, at least one.
    /// Two hardware threads of one core share its multipliers, so they count once where the system tells them apart.
    /// </summary>
    public static int Count { get; } = Math.Clamp(CountInTopology() ?? int.MaxValue, 1, Environment.ProcessorCount);

    private static int? CountInTopology()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            HashSet<string> cores = new(StringComparer.Ordinal);
            for (int processor = 0; ; processor++)
            {
                string siblings = $"{TopologyFolder}/cpu{processor}/topology/thread_siblings_list";
                if (!File.Exists(siblings))
                {
                    return cores.Count == 0 ? null : cores.Count;
                }

                cores.Add(File.ReadAllText(siblings).Trim());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
