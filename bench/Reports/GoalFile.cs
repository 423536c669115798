using System.Globalization;
using System.Text.Json;
using Interop.Bench.Machine;
using Interop.Bench.Peers;
using Interop.Bench.Workloads;

namespace Interop.Bench.Reports;

/// <summary>Reads <c>goals.json</c>. A name that nothing has is an error: its goal could never be missed.</summary>
internal static class GoalFile
{
    private const string Of = "of";
    private const string By = "by";
    private const string Peer = "peer";

    private static readonly Dictionary<string, GoalKind> Kinds =
        Enum.GetValues<GoalKind>().ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));

    /// <summary>The goals of the file beside the program.</summary>
    /// <exception cref="InvalidDataException">A goal says what nothing measures.</exception>
    public static IReadOnlyList<Goal> Read() => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "goals.json")));

    /// <summary>Goals as text.</summary>
    /// <param name="json">An array of objects.</param>
    /// <exception cref="InvalidDataException">It is no JSON, or a goal says what nothing measures.</exception>
    public static IReadOnlyList<Goal> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(Parse)];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"goals.json: expected an array of objects with names and figures: {failure.Message}", failure);
        }
    }

    private static Goal Parse(JsonElement goal)
    {
        foreach (var property in goal.EnumerateObject())
        {
            Known(goal, "property", property.Name, [Of, By, Peer, .. Kinds.Keys]);
        }

        var given = Kinds.Where(kind => goal.TryGetProperty(kind.Key, out _)).ToArray();
        if (given is not [var (name, kind)])
        {
            throw Wrong(goal, $"expected one figure of {string.Join(", ", Kinds.Keys)}, got {given.Length}");
        }

        var value = goal.GetProperty(name).GetDouble();
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw Wrong(goal, $"{name} must be a number from 0 up");
        }

        var subject = Text(goal, Of) ?? throw Wrong(goal, $"'{Of}' is missing, which says what is measured");
        Known(goal, Of, subject, Subjects(kind));
        var (peer, contender) = (Text(goal, Peer), Text(goal, By));
        if (kind != GoalKind.Ratio && (peer ?? contender) is not null)
        {
            throw Wrong(goal, $"'{Peer}' and '{By}' belong to a ratio");
        }

        if (kind == GoalKind.Ratio)
        {
            CheckRatio(goal, subject, peer ?? throw Wrong(goal, $"a ratio needs '{Peer}', one of {string.Join(", ", PeerNames.Peers)}"), contender);
        }

        return new Goal(kind, subject, peer, contender ?? PeerNames.Native, value);
    }

    private static void CheckRatio(JsonElement goal, string subject, string peer, string? contender)
    {
        Known(goal, Peer, peer, PeerNames.Peers);
        var cell = CellList.All.Single(cell => cell.Name == subject);
        if (peer == PeerNames.OnnxRuntime && cell.IsTraining)
        {
            throw Wrong(goal, $"{peer} does not train");
        }

        if (contender is not null)
        {
            Known(goal, By, contender, PeerNames.Contenders);
            if (contender == PeerNames.NativeFast && !NativePeer.HasFastNumerics(cell))
            {
                throw Wrong(goal, $"{contender} is measured where there are convolutions");
            }
        }
    }

    private static IEnumerable<string> Subjects(GoalKind kind) => kind switch
    {
        GoalKind.Ratio or GoalKind.FloorShare => CellList.All.Select(cell => cell.Name),
        GoalKind.PeakShare => ProductShare.Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)),
        GoalKind.AllocatedBytes => [Goal.AllCells, .. CellList.All.Select(cell => cell.Name)],
        _ => WorkloadList.All.Select(workload => workload.Name),
    };

    private static string? Text(JsonElement goal, string name) => goal.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Known(JsonElement goal, string what, string name, IEnumerable<string> names)
    {
        if (!names.Contains(name))
        {
            throw Wrong(goal, $"'{name}' as {what} is not known; expected one of {string.Join(", ", names)}");
        }
    }

    private static InvalidDataException Wrong(JsonElement goal, string reason) => new($"goals.json: {goal}: {reason}.");
}
