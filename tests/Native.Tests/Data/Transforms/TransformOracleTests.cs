using Interop.Native.Data.Transforms;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Data;

public sealed class TransformOracleTests
{
    private const string References = "Data/references/transforms.json.gz";

    [Fact]
    public void Images_come_out_as_PIL_and_torch_compute_them() => OracleFile.Recorded(References).AssertAll(Check);

    [Fact]
    public void Images_come_out_as_PIL_and_torch_compute_them_live() => PythonOracle.Live("transforms.py", "PIL, torch").AssertAll(Check);

    private static void Check(OracleCase oracle)
    {
        var image = oracle.Tensor("image");
        switch (oracle.Name)
        {
            case "resize":
                var resize = new Resize((oracle.Int("height"), oracle.Int("width")), Enum.Parse<Interpolation>(oracle.String("interpolation")));
                Compare(oracle, resize.Apply(image, null, oracle.Bool("pixels")), oracle.Bool("pixels"));
                break;
            case "interpolate":
                var interpolate = new Resize((oracle.Int("height"), oracle.Int("width")), antialias: oracle.Bool("antialias"));
                Compare(oracle, interpolate.Apply(image), exact: false);
                break;
            case "rotate":
                Compare(oracle, Rotate(oracle, image), oracle.Bool("pixels"));
                break;
            case "horizontal flip":
                Compare(oracle, Drawn(oracle, new RandomHorizontalFlip(oracle.Float("probability"))), exact: true);
                break;
            case "vertical flip":
                Compare(oracle, Drawn(oracle, new RandomVerticalFlip(oracle.Float("probability"))), exact: true);
                break;
            case "shift":
                Compare(oracle, Drawn(oracle, new RandomShift(oracle.Float("down"), oracle.Float("across"), oracle.Int("fill"))), exact: true);
                break;
            case "zoom":
                var interpolation = Enum.Parse<Interpolation>(oracle.String("interpolation"));
                var zoom = new RandomZoom(oracle.Float("smallest"), oracle.Float("largest"), interpolation, oracle.Int("fill"));
                Compare(oracle, Drawn(oracle, zoom), oracle.Bool("pixels"));
                break;
            case "training pipeline":
                var training = new Compose(
                [
                    new Resize((oracle.Int("size"), oracle.Int("size"))),
                    new RandomCrop((oracle.Int("crop"), oracle.Int("crop"))),
                    new RandomRotation(degrees: 30, Interpolation.Bilinear),
                    new ToTensor(),
                    new Normalize(mean: [0.5f], std: [0.5f]),
                ]);
                Compare(oracle, training.Apply(image, new TorchGenerator((ulong)oracle.Int("seed")), isPixels: true), exact: true);
                break;
            default:
                var test = new Compose(
                [
                    new ToTensor(),
                    new Resize((oracle.Int("size"), oracle.Int("size"))),
                    new CenterCrop((oracle.Int("crop"), oracle.Int("crop"))),
                    new Normalize(mean: [0.5f], std: [0.5f]),
                ]);
                Compare(oracle, test.Apply(image, isPixels: true), exact: false);
                break;
        }
    }

    private static Tensor Drawn(OracleCase oracle, Transform transform) =>
        transform.Apply(oracle.Tensor("image"), new TorchGenerator((ulong)oracle.Int("seed")), oracle.Bool("pixels"));

    private static Tensor Rotate(OracleCase oracle, Tensor image)
    {
        var sample = new ImageSample();
        image.Span.CopyTo(sample.Begin(1, image.Shape[1], image.Shape[2], oracle.Bool("pixels")));
        RandomRotation.Rotate(sample, oracle.Double("angle"), Enum.Parse<Interpolation>(oracle.String("interpolation")), oracle.Int("fill"));
        return Tensor.From(sample.Shape, sample.Values);
    }

    // 8-bit pixels are PIL's to the last bit; other numbers differ by roundings to float32 between rows and columns.
    private static void Compare(OracleCase oracle, Tensor actual, bool exact)
    {
        Assert.Equal(oracle.Shape("result"), actual.Shape);
        if (exact)
        {
            Assert.Equal(oracle.Tensor("result").ToArray(), actual.ToArray());
        }
        else
        {
            Tolerance.Float32.AssertClose(oracle.Doubles("result"), [.. actual.ToArray().Select(value => (double)value)], oracle.Name);
        }
    }
}
