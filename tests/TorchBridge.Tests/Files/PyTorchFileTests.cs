using Interop.TorchBridge.Tests.Infrastructure;

namespace Interop.TorchBridge.Tests.Files;

/// <summary>Files that PyTorch 1.13 wrote (<c>tests/oracles/torch_files.py write</c>), recorded and, where PyTorch is installed, live.</summary>
public class PyTorchFileTests
{
    private static readonly string Recorded = Path.Combine(AppContext.BaseDirectory, "references", "torch");

    [Theory]
    [InlineData("types")]
    [InlineData("views")]
    [InlineData("views-protocol4")]
    [InlineData("module")]
    [InlineData("checkpoint")]
    public void Reads_what_PyTorch_wrote_bit_for_bit(string name) => AssertAgrees(Recorded, name);

    [Fact]
    public void Reads_what_a_live_PyTorch_writes_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        PythonOracle.Run("torch_files.py", "torch", "write", "--seed", "7", "--out", folder.Path);

        Assert.All(["types", "views", "views-protocol4", "module", "checkpoint"], name => AssertAgrees(folder.Path, name));
    }

    [Fact]
    public void A_live_PyTorch_reads_ours_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var state = SampleStates.OfAllTypes(TorchStateFormat.PyTorch);
        TorchStateFile.Write(folder.File("ours.pt"), state);
        TensorListing.Write(state, folder.File("ours.json"));

        PythonOracle.Run("torch_files.py", "torch", "check", "--file", folder.File("ours.pt"), "--listing", folder.File("ours.json"));
    }

    [Fact]
    public void A_state_of_the_size_of_a_ResNet_50_comes_from_a_live_PyTorch_and_goes_back()
    {
        using var folder = new TemporaryFolder();
        PythonOracle.Run("torch_files.py", "torch", "resnet", "--seed", "7", "--out", folder.Path);

        var state = AssertAgrees(folder.Path, "resnet50");
        Assert.Equal(320, state.Names.Count);
        TorchStateFile.Write(folder.File("ours.pt"), state);
        PythonOracle.Run("torch_files.py", "torch", "check", "--file", folder.File("ours.pt"), "--listing", folder.File("resnet50.json"));
    }

    [Fact]
    public void A_checkpoint_gives_its_state_its_numbers_and_its_texts()
    {
        var file = PyTorchFile.Read(Path.Combine(Recorded, "checkpoint.pt"));

        Assert.Contains("state/model", file.StateDicts);
        Assert.Equal(3, file.Number("epoch"));
        Assert.Equal(0.875, file.Number("best"));
        Assert.Equal("small", file.Text("arch"));
        Assert.Null(file.Number("arch"));
        Assert.Null(file.Text("none/of/these"));
        Assert.All(file.StateDict("state/model").Names, name => Assert.StartsWith("module.", name, StringComparison.Ordinal));
        var error = Assert.Throws<TorchFileException>(() => file.StateDict("model"));
        Assert.Contains("'state/model'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_real_pickle_would_run_is_refused_by_name()
    {
        Refusal.Of(() => PyTorchFile.Read(Path.Combine(Recorded, "evil.pt")), "it refers to 'posix.system'");
        Refusal.Of(() => PyTorchFile.Read(Path.Combine(Recorded, "whole-module.pt")), "it refers to 'torch.nn.modules.container.Sequential'");
    }

    private static TorchState AssertAgrees(string folder, string name)
    {
        var file = PyTorchFile.Read(Path.Combine(folder, $"{name}.pt"));
        var state = name == "checkpoint" ? file.StateDict("state/model") : file.StateDict();
        Assert.Equal(TensorListing.Read(Path.Combine(folder, $"{name}.json")), TensorListing.Of(state));
        return state;
    }
}
