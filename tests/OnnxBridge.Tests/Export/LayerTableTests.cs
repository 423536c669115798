using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.OnnxBridge.Export;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>A layer of the engine that nobody wrote an exporter for is found here, not by a user.</summary>
public class LayerTableTests
{
    [Fact]
    public void Every_layer_of_the_engine_has_an_exporter()
    {
        var known = ExporterTable.LayerTypes.ToHashSet();
        var layers = typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract);

        Assert.Equal([], layers.Where(layer => !WithBases(layer).Any(known.Contains)).Select(layer => layer.Name));
    }

    private static IEnumerable<Type> WithBases(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
