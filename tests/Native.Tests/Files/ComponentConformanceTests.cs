using System.Reflection;
using System.Text.Json;
using Interop.Native.Activations;
using Interop.Native.Files;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Files;

/// <summary>What a file promises of every component: each class can be written, with every option it has, and comes back with all of them.</summary>
public sealed class ComponentConformanceTests
{
    // A negative slope is kept as the gain that follows from it; a class's name stands beside its options.
    private static readonly string[] NotOptions = ["name", "negativeSlope"];

    // In a file a component's own kind is called so.
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["kind"] = "predictions",
    };

    public static TheoryData<string> Names => [.. ComponentExamples.All.Select(component => component.GetType().Name)];

    [Fact]
    public void Every_component_goes_through_these_tests()
    {
        var listed = ComponentExamples.All.Select(component => component.GetType()).ToHashSet();
        Type[] kinds =
        [
            typeof(ActivationFunction), typeof(Initializer), typeof(Regularizer), typeof(Constraint), typeof(Loss), typeof(Metric), typeof(Optimizer),
            typeof(GradientClipping), typeof(LearningRateSchedule), typeof(Layer),
        ];
        var missing = typeof(Layer).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && kinds.Any(kind => type.IsSubclassOf(kind)) && !listed.Contains(type) && type != typeof(LambdaSchedule));
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_component_comes_back_with_all_its_options(string name)
    {
        var component = Find(name);
        var written = Write(component);
        var again = Read(component, written);
        Assert.Equal(component.GetType(), again.GetType());
        Assert.Equal(written, Write(again));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_of_the_constructor_and_every_property_that_can_be_set_is_written(string name)
    {
        var component = Find(name);
        using var json = JsonDocument.Parse(Write(component));
        var written = json.RootElement.EnumerateObject().Select(property => property.Name).ToHashSet();
        foreach (var option in OptionsOf(component.GetType()).Except(NotOptions))
        {
            Assert.True(written.Contains(Renamed.GetValueOrDefault(option, option)), $"{name} does not write '{option}'; it writes {string.Join(", ", written)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_option_that_is_not_known_is_refused(string name)
    {
        var written = Write(Find(name));
        var error = Assert.Throws<InvalidDataException>(() => Read(Find(name), written.Insert(1, "\"fromTheFuture\":1,")));
        Assert.Contains("fromTheFuture", error.Message, StringComparison.Ordinal);
    }

    private static object Find(string name) => ComponentExamples.All.Single(component => component.GetType().Name == name);

    private static IEnumerable<string> OptionsOf(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name!);
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } setter && setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        string[] ofOptimizers = ["groups", "clipping"];
        string[] ofLayers = ["activityRegularizer"];
        return parameters.Concat(properties).Distinct().Except(ofOptimizers).Except(ofLayers);
    }

    internal static string Write(object component) => NetworkDescription.ToJson(json =>
    {
        var registry = ComponentRegistry.BuiltIn;
        var options = new OptionWriter(json, registry);
        switch (component)
        {
            case ActivationFunction function: registry.Activations.Write(function, json, options); break;
            case Initializer initializer: registry.Initializers.Write(initializer, json, options); break;
            case Regularizer regularizer: registry.Regularizers.Write(regularizer, json, options); break;
            case Constraint constraint: registry.Constraints.Write(constraint, json, options); break;
            case Loss loss: registry.Losses.Write(loss, json, options); break;
            case Metric metric: registry.Metrics.Write(metric, json, options); break;
            case Optimizer optimizer: registry.Optimizers.Write(optimizer, json, options); break;
            case GradientClipping clipping: registry.Clippings.Write(clipping, json, options); break;
            case LearningRateSchedule schedule: registry.Schedules.Write(schedule, json, options); break;
            default: registry.Layers.Write((Layer)component, json, options); break;
        }
    });

    internal static object Read(object like, string text)
    {
        using var document = JsonDocument.Parse(text);
        var (json, registry) = (document.RootElement, ComponentRegistry.BuiltIn);
        return like switch
        {
            ActivationFunction => registry.Activations.Read(json, "test", registry),
            Initializer => registry.Initializers.Read(json, "test", registry),
            Regularizer => registry.Regularizers.Read(json, "test", registry),
            Constraint => registry.Constraints.Read(json, "test", registry),
            Loss => registry.Losses.Read(json, "test", registry),
            Metric => registry.Metrics.Read(json, "test", registry),
            Optimizer => registry.Optimizers.Read(json, "test", registry),
            GradientClipping => registry.Clippings.Read(json, "test", registry),
            LearningRateSchedule => registry.Schedules.Read(json, "test", registry),
            _ => registry.Layers.Read(json, "test", registry),
        };
    }
}
