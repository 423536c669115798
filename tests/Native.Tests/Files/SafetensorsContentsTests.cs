using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Files;

public class SafetensorsContentsTests
{
    [Fact]
    public void The_header_alone_tells_what_is_in_a_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            var file = new SafetensorsFile();
            file.Add("weight", StoredTensor.From(new Tensor([100, 2000])));
            file.Add("count", StoredTensor.From([], [7L]));
            file.Metadata["made by"] = "a test";
            file.Write(path);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var contents = SafetensorsContents.Read(path);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000, "The tensors were read, though only the header is wanted.");
            Assert.Equal(["weight Float32 [100, 2000] 800000", "count Int64 [] 8"], contents.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {tensor.Shape} {tensor.Bytes}"));
            Assert.Equal("a test", contents.Metadata["made by"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_too_short_for_its_header_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [200, 0, 0, 0, 0, 0, 0, 0, (byte)'{']);
            Assert.Contains("header", Assert.Throws<InvalidDataException>(() => SafetensorsContents.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
