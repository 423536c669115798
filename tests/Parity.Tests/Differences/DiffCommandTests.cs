using System.CommandLine;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Parity.CommandLine;
using Interop.TorchBridge;

namespace Interop.Parity.Tests.Differences;

public sealed class DiffCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-parity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("a.safetensors", "b.pt")]
    [InlineData("a.pt", "b.dat")]
    [InlineData("a.dat", "b.safetensors")]
    public void The_same_tensors_in_any_two_formats_do_not_differ(string first, string second)
    {
        var (code, output, _) = Diff(Write(first, State()), Write(second, State()), "--bitwise");
        Assert.Equal(0, code);
        Assert.Contains("nothing differs: 4 tensors of 2 layers, 4 of them the same bits", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_layer_that_differs_is_named()
    {
        var (code, output, _) = Diff(Write("a.pt", State()), Write("b.pt", State(change: "2.bias")));
        Assert.Equal(1, code);
        Assert.Contains("first layer that differs: '2'; 1 of 2 layers differ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("0.weight", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_within_the_tolerance_asked_for_is_none()
    {
        var (first, second) = (Write("a.pt", State()), Write("b.pt", State(change: "2.bias")));
        Assert.Equal(0, Diff(first, second, "--absolute", "0.3").Code);
        Assert.Equal(1, Diff(first, second, "--absolute", "0.2").Code);
    }

    [Fact]
    public void A_transposed_matrix_is_told_to_be_one()
    {
        var turned = new TorchState();
        turned.Add("0.weight", Tensor.From([3, 2], [1f, 4, 2, 5, 3, 6]));
        var (code, output, _) = Diff(Write("a.pt", One(Tensor.From([2, 3], [1f, 2, 3, 4, 5, 6]))), Write("b.pt", turned));
        Assert.Equal(1, code);
        Assert.Contains("transpose", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_differs()
    {
        var (code, output, _) = Diff(Write("a.pt", State()), Write("b.pt", One(Tensor.From([2, 3], [1f, 2, 3, 4, 5, 6]))));
        Assert.Equal(1, code);
        Assert.Contains("only the first file has it", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_can_be_mapped_and_wrappers_are_left_out()
    {
        var wrapped = new TorchState();
        foreach (var (name, tensor) in State().Tensors)
        {
            wrapped.Add($"module.net.{name}", tensor);
        }

        Assert.Equal(0, Diff(Write("a.pt", State()), Write("b.pt", wrapped), "--rename", "net.=").Code);
        Assert.Equal(2, Diff(Write("a.pt", State()), Write("b.pt", wrapped), "--rename", "net.").Code);
    }

    [Fact]
    public void Another_type_is_told_and_compared_as_floats()
    {
        var state = new TorchState();
        state.Add("0.weight", StoredTensor.From([2, 1], [1.0, 0.5]));
        var (code, output, _) = Diff(Write("a.safetensors", One(Tensor.From([2, 1], [1f, 0.5f]))), Write("b.safetensors", state));
        Assert.Equal(0, code);
        Assert.Contains("types Float32 and Float64", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_ends_with_2()
    {
        var (code, _, error) = Diff(Write("a.pt", State()), Path.Combine(_folder.FullName, "nothing.pt"));
        Assert.Equal(2, code);
        Assert.Contains("nothing.pt", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_are_compared_by_the_bits_of_the_engine()
    {
        var (first, second) = (RunInto("first"), RunInto("second"));
        var (code, output, _) = Diff(first, second);
        Assert.Equal(0, code);
        Assert.Contains("gave the same bits", output, StringComparison.Ordinal);

        var path = Path.Combine(second, "report.json");
        var text = File.ReadAllText(path);
        var digest = text.IndexOf("\"digest\": \"", StringComparison.Ordinal) + "\"digest\": \"".Length;
        File.WriteAllText(path, text[..digest] + (text[digest] == '0' ? '1' : '0') + text[(digest + 1)..]);
        (code, output, _) = Diff(first, second);
        Assert.Equal(1, code);
        Assert.Contains("1 of 1 cases gave other bits", output, StringComparison.Ordinal);
        Assert.Contains("losses/mse-values-none-6x5", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_something_else_is_told()
    {
        var path = Path.Combine(_folder.FullName, "report.json");
        File.WriteAllText(path, "{}");
        var (code, _, error) = Diff(path, path);
        Assert.Equal(2, code);
        Assert.Contains("expected a report.json of the parity program", error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_batch_the_first_layer_whose_output_differs_is_named()
    {
        var (model, batch) = (Model("a.safetensors", 3), Batch());
        Assert.Equal(0, Diff(model, Model("b.safetensors", 3), "--input", batch, "--bitwise").Code);
        var (code, output, _) = Diff(model, Model("b.safetensors", 3, network => network.Layers[2].Parameters[1].Storage[0] += 0.5f), "--input", batch);
        Assert.Equal(1, code);
        Assert.Contains("first layer whose output differs: '2'; 1 of 3 layers differ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_batch_a_state_for_the_same_network_is_run_in_it()
    {
        var state = TorchStateFile.Read(Model("a.safetensors", 3));
        var (code, output, _) = Diff(Model("a.safetensors", 3), Write("b.pt", state), "--input", Batch(), "--bitwise");
        Assert.Equal(0, code);
        Assert.Contains("3 tensors of 3 layers, 3 of them the same bits", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_batch_saved_outputs_are_compared_by_the_layers_names()
    {
        var model = Model("a.safetensors", 3);
        var network = ModelFile.Load(model).Network;
        var outputs = network.PredictNodes(TorchStateFile.Read(Batch())["input"].ToTensor());
        var saved = new TorchState();
        outputs[2].Span[0] += 0.5f;
        saved.Add("net.0", outputs[1]);
        saved.Add("net.1", outputs[2]);
        var (code, output, _) = Diff(model, Write("b.pt", saved), "--input", Batch(), "--rename", "net.=");
        Assert.Equal(1, code);
        Assert.Contains("first layer whose output differs: '1'; 1 of 2 layers differ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_batch_what_fits_in_no_way_is_told()
    {
        var (code, _, error) = Diff(Model("a.safetensors", 3), Write("b.pt", State()), "--input", Batch());
        Assert.Equal(2, code);
        Assert.Contains("none is named like one of the layers 0, 1, 2", error, StringComparison.Ordinal);
        (code, _, error) = Diff(Write("b.pt", State()), Model("a.safetensors", 3), "--input", Batch());
        Assert.Equal(2, code);
        Assert.Contains("must be a model of the engine", error, StringComparison.Ordinal);
    }

    private string Model(string name, int outputs, Action<Network>? change = null)
    {
        var network = new Sequential(new Dense(4), new Activation("relu"), new Dense(outputs));
        network.Build([2]);
        change?.Invoke(network);
        var path = Path.Combine(_folder.FullName, name);
        new ModelFile(network).Save(path);
        return path;
    }

    private string Batch()
    {
        var state = new TorchState();
        state.Add("input", Tensor.From([3, 2], [1f, 2, -3, 4, 0.5f, -1]));
        return Write("batch.safetensors", state);
    }

    private static TorchState State(string? change = null)
    {
        var state = new TorchState();
        state.Add("0.weight", Values("0.weight", [2, 3]));
        state.Add("0.bias", Values("0.bias", [2]));
        state.Add("2.weight", Values("2.weight", [1, 2]));
        state.Add("2.bias", Values("2.bias", [1]));
        return state;

        Tensor Values(string name, Shape shape)
        {
            var tensor = Tensor.From(shape, [.. Enumerable.Range(0, shape.Size).Select(i => 0.5f + i)]);
            tensor.Span[0] += name == change ? 0.25f : 0;
            return tensor;
        }
    }

    private static TorchState One(Tensor weight)
    {
        var state = new TorchState();
        state.Add("0.weight", weight);
        return state;
    }

    private string Write(string name, TorchState state)
    {
        var path = Path.Combine(_folder.FullName, name);
        TorchStateFile.Write(path, state);
        return path;
    }

    private string RunInto(string name)
    {
        var folder = Path.Combine(_folder.FullName, name);
        Assert.Equal(0, Execute("run", "--filter", "losses/mse-values-none-6x5", "--backend", "recorded", "--report", folder).Code);
        return folder;
    }

    private static (int Code, string Output, string Error) Diff(params string[] arguments) => Execute(["diff", .. arguments]);

    private static (int Code, string Output, string Error) Execute(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ParityCommandLine.Run(arguments, new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
