using System.Text.Json;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Files;

/// <summary>How a network is trained, as JSON: losses, optimizer with its groups and clipping, metrics, schedules.</summary>
internal static class TrainingDescription
{
    /// <summary>Describes what the network was compiled with.</summary>
    /// <exception cref="NotSupportedException">There is a component that the registry does not know.</exception>
    public static string Write(Network network, IReadOnlyList<LearningRateSchedule> schedules, ComponentRegistry components) =>
        NetworkDescription.ToJson(json =>
        {
            var options = new OptionWriter(json, components);
            WriteAll(json, "losses", network.GivenLosses, components.Losses, options);
            json.WriteStartObject("optimizer");
            components.Optimizers.Write(network.Optimizer!, json, options);
            options.Write("clipping", network.Optimizer!.Clipping);
            WriteGroups(json, network, options);
            json.WriteEndObject();
            WriteAll(json, "metrics", network.Metrics, components.Metrics, options);
            options.Write("schedules", schedules);
        });

    /// <summary>Compiles the network as described.</summary>
    /// <returns>The schedules.</returns>
    /// <exception cref="InvalidDataException">The description is not valid, or does not fit the network.</exception>
    public static IReadOnlyList<LearningRateSchedule> Read(JsonElement json, string place, Network network, ComponentRegistry components)
    {
        var options = new OptionReader(json, place, components);
        Loss[] losses = [.. options.GetList("losses").Select((item, i) => components.Losses.Read(item, $"{place}.losses[{i}]", components))];
        Metric[] metrics = [.. options.GetList("metrics").Select((item, i) => components.Metrics.Read(item, $"{place}.metrics[{i}]", components))];
        var optimizer = ReadOptimizer(options.Find("optimizer") ?? throw options.Missing("optimizer"), $"{place}.optimizer", components);
        var schedules = options.GetSchedules("schedules");
        options.CheckAllAsked();
        options.Guard("losses", () =>
        {
            network.Compile(optimizer, losses, metrics);
            return network;
        });
        return schedules;
    }

    private static void WriteAll<TBase>(
        Utf8JsonWriter json, string name, IEnumerable<TBase> items, ComponentTable<TBase> table, OptionWriter options)
        where TBase : class
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            table.Write(item, json, options);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A group is a rule in code; the file keeps which of the network's parameters it holds of.
    private static void WriteGroups(Utf8JsonWriter json, Network network, OptionWriter options)
    {
        if (network.Optimizer!.Groups.Count == 0)
        {
            return;
        }

        json.WriteStartArray("groups");
        foreach (var group in network.Optimizer.Groups)
        {
            json.WriteStartObject();
            json.WriteStartArray("parameters");
            foreach (var (name, _) in network.NamedParameters.Where(named => group.Contains(named.Name)))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            options.Write("learningRateFactor", group.LearningRateFactor);
            options.Write("weightDecay", group.WeightDecay);
            options.Write("isFrozen", group.IsFrozen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Optimizer ReadOptimizer(JsonElement json, string place, ComponentRegistry components)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return components.Optimizers.Read(json, place, components);
        }

        var options = new OptionReader(json, place, components);
        var optimizer = components.Optimizers.Read(options);
        if (options.FindClipping("clipping") is { } clipping)
        {
            optimizer.SetClipping(clipping);
        }

        ParameterGroup[] groups = [.. options.GetEach("groups").Select(ReadGroup)];
        if (groups.Length > 0)
        {
            optimizer.SetGroups(groups);
        }

        options.CheckAllAsked();
        return optimizer;
    }

    private static ParameterGroup ReadGroup(OptionReader options)
    {
        var names = options.GetTexts("parameters").ToHashSet(StringComparer.Ordinal);
        var group = options.Guard("learningRateFactor", () => new ParameterGroup(names.Contains)
        {
            LearningRateFactor = options.GetSingle("learningRateFactor", 1f),
            WeightDecay = options.FindSingle("weightDecay"),
            IsFrozen = options.GetBoolean("isFrozen", false),
        });
        options.CheckAllAsked();
        return group;
    }
}
