using Interop.Data.Images;
using Interop.Native.Data.Transforms;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Data.Tests.Images;

public sealed class ImageOracleTests
{
    [Fact]
    public void Files_decode_to_PILs_pixels() => OracleFile.Recorded("references/images.json.gz").AssertAll(Check);

    [Fact]
    public void Files_decode_to_PILs_pixels_live() => PythonOracle.Live("images.py", "PIL").AssertAll(Check);

    private static void Check(OracleCase oracle)
    {
        byte[] file = [.. oracle.Doubles("file").Select(value => (byte)value)];
        var content = ImageFile.Decode("recorded", file);
        foreach (var (mode, name) in new[] { (ImageMode.AsStored, "stored"), (ImageMode.Grey, "grey"), (ImageMode.Rgb, "rgb") })
        {
            var image = new ImageSample();
            ImageConversion.Write(content, image, mode);
            Assert.Equal(oracle.Shape(name), image.Shape);
            Assert.Equal(oracle.Tensor(name).ToArray(), image.Values.ToArray());
        }
    }
}
