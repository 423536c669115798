using System.Text.Json;
using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Networks;

namespace Interop.Native.Tests.Files;

/// <summary>Python reads a model file by the format's specification, and by its own package where that is installed, and finds the same tensors and checksum.</summary>
public sealed class PythonReadsTests
{
    [Fact]
    public void Python_finds_the_tensors_and_the_checksum()
    {
        var network = NetworkExamples.Classifier();
        network.Build(new Shape(8));
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var path = Path.GetTempFileName();
        try
        {
            new ModelFile(network) { Metadata = { ["classes"] = "größer,\"kleiner\"" } }.Save(path);
            using var json = JsonDocument.Parse(PythonOracle.Run("safetensors_layout.py", "json", path));
            Assert.Equal("größer,\"kleiner\"", json.RootElement.GetProperty("metadata").GetProperty("classes").GetString());
            var tensors = json.RootElement.GetProperty("tensors");
            var state = network.StateDict();
            Assert.Equal(state.Keys.Order(), tensors.EnumerateObject().Select(tensor => tensor.Name).Order());
            foreach (var (name, tensor) in state)
            {
                Assert.Equal(tensor.Shape, tensors.GetProperty(name).GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()));
                Assert.Equal(tensor.ToArray().Sum(value => (double)value), tensors.GetProperty(name).GetProperty("sum").GetDouble(), 1e-9);
            }

            Assert.Equal("I64", tensors.GetProperty("1.num_batches_tracked").GetProperty("dtype").GetString());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
