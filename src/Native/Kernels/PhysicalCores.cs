using System.Globalization;

namespace Interop.Native.Kernels;

/// <summary>Counts the cores that can do arithmetic at the same time.</summary>
internal static class PhysicalCores
{
    private const string TopologyFolder = "/sys/devices/system/cpu";
    private const string StatusFile = "/proc/self/status";
    private const string AllowedLine = "Cpus_allowed_list:";

    /// <summary>
    /// The number of cores this process may use, at least one. Two hardware threads of one core share its multipliers, so they count once
    /// where the system tells them apart, which is on Linux; elsewhere each counts.
    /// </summary>
    public static int Count { get; } = Math.Clamp(CountOnLinux() ?? int.MaxValue, 1, Environment.ProcessorCount);

    /// <summary>The cores whose processors a process may use.</summary>
    /// <param name="topologyFolder">A folder as Linux' /sys/devices/system/cpu; processors that are switched off tell no topology there.</param>
    /// <param name="allowed">The processors, as <c>0-3,8</c>; null for all.</param>
    /// <returns>Null where the folder does not tell.</returns>
    internal static int? CountIn(string topologyFolder, string? allowed)
    {
        HashSet<string> cores = new(StringComparer.Ordinal);
        foreach (string folder in Directory.EnumerateDirectories(topologyFolder, "cpu*"))
        {
            string siblings = Path.Combine(folder, "topology", "thread_siblings_list");
            if (int.TryParse(Path.GetFileName(folder.AsSpan())["cpu".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int processor)
                && File.Exists(siblings) && (allowed is null || IsListed(allowed, processor)))
            {
                cores.Add(File.ReadAllText(siblings).Trim());
            }
        }

        return cores.Count == 0 ? null : cores.Count;
    }

    private static int? CountOnLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            string? allowed = File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(AllowedLine, StringComparison.Ordinal));
            return CountIn(TopologyFolder, allowed?[AllowedLine.Length..].Trim());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsListed(string list, int processor)
    {
        foreach (string range in list.Split(','))
        {
            string[] ends = range.Split('-');
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
                && processor >= first && processor <= last)
            {
                return true;
            }
        }

        return false;
    }
}
