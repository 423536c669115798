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
            json.WriteObjects("losses", network.GivenLosses, loss => components.Losses.Write(loss, json, options));
            json.WriteStartObject("optimizer");
            components.Optimizers.Write(network.Optimizer!, json, options);
            options.Write("clipping", network.Optimizer!.Clipping);
            WriteGroups(json, network, options);
            json.WriteEndObject();
            json.WriteObjects("metrics", network.Metrics, metric => components.Metrics.Write(metric, json, options));
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

    // A group is a rule in code; the file keeps which of the network's parameters it holds of.
    private static void WriteGroups(Utf8JsonWriter json, Network network, OptionWriter options)
    {
        if (network.Optimizer!.Groups.Count == 0)
        {
            return;
        }

        json.WriteObjects("groups", network.Optimizer.Groups, group =>
        {
            json.WriteTexts("parameters", network.NamedParameters.Select(named => named.Name).Where(group.Contains));
            options.Write("learningRateFactor", group.LearningRateFactor);
            options.Write("weightDecay", group.WeightDecay);
            options.Write("isFrozen", group.IsFrozen);
        });
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
