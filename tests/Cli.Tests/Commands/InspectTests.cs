using System.Text.Json;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>What <c>inspect</c> says of each kind of file.</summary>
public class InspectTests
{
    // Four measures, eight hidden units, three species: 4·8 + 8 and 8·3 + 3 numbers.
    private static readonly string[] Tensors = ["0.weight [8, 4] 32", "0.bias [8] 8", "1.weight [3, 8] 24", "1.bias [3] 3"];

    [Theory]
    [InlineData("model.safetensors", "model (safetensors)", 67, "0 Dense [8] 40; 1 Dense [3] 27")]
    [InlineData("model.onnx", "ONNX model", 75, "standardize/Sub Sub  4; standardize Div  4; 0 Gemm  40; 0/ReLU Relu  0; 1 Gemm  27; 1/Softmax Softmax  0")]
    [InlineData("model.pt", "state file of PyTorch (.pt)", 67, "")]
    [InlineData("model.dat", "state file of TorchSharp (.dat)", 67, "")]
    public void Layers_shapes_and_counts_are_told(string file, string kind, int total, string layers)
    {
        using var folder = new EmptyFolder();
        folder.Write("iris.csv", SampleFiles.Iris());
        CommandRun.Successful("train", "iris.csv", "--hidden", "8", "--epochs", "1", "--no-report", "-o", "m");
        File.Copy("m/model.safetensors", "model.safetensors");
        if (file != "model.safetensors")
        {
            CommandRun.Successful("export", "model.safetensors", file);
        }

        var json = CommandRun.Successful("inspect", file, "--json").Json.Single();
        Assert.Equal(file, Text(json, "file"));
        Assert.Equal(kind, Text(json, "kind"));
        Assert.Equal(new FileInfo(file).Length, json.GetProperty("bytes").GetInt64());
        Assert.Equal(total, json.GetProperty("numbers").GetInt32());
        Assert.Equal(layers, string.Join("; ", json.GetProperty("layers").EnumerateArray().Select(layer => $"{Text(layer, "name")} {Text(layer, "kind")} {Text(layer, "output")} {layer.GetProperty("parameters")}")));
        var tensors = json.GetProperty("tensors").EnumerateArray().Select(tensor => $"{Text(tensor, "name")} {Text(tensor, "shape")} {tensor.GetProperty("numbers")}").ToArray();
        string[] standardization = ["standardize.mean [4] 4", "standardize.deviation [4] 4"];
        Assert.Equal((file == "model.onnx" ? standardization.Concat(Tensors) : Tensors).Order(), tensors.Order());
        var facts = json.GetProperty("facts").EnumerateArray().Select(fact => fact.EnumerateObject().Single()).ToLookup(fact => fact.Name, fact => fact.Value.GetString());
        if (layers.Length > 0)
        {
            Assert.Equal("setosa, versicolor, virginica", facts["classes"].Single());
            Assert.Equal("sepal_length, sepal_width, petal_length, petal_width", facts["columns"].Single());
            Assert.Equal("species", facts["answers"].Single());
        }

        Assert.Equal(file == "model.onnx" ? ["Gemm ×2, Sub ×1, Div ×1, Relu ×1, Softmax ×1"] : [], facts["operators"]);
        Assert.Equal(file == "model.safetensors" ? ["Adam"] : [], facts["optimizer"]);

        // For people, the same.
        var shown = CommandRun.Successful("inspect", file, "--tensors").Output;
        Assert.Contains($"{kind}, ", shown);
        Assert.Contains($"{total} numbers in {tensors.Length} tensors", shown);
        Assert.Matches(@"0\.weight +.*\[8, 4\]", shown);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
