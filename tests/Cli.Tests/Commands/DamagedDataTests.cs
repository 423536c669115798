using System.IO.Compression;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>Damaged images and IDX files: the command names the file, says what is wrong with it and how to go on.</summary>
public class DamagedDataTests
{
    [Theory]
    [InlineData("png", 60, "got the end of the file")]
    [InlineData("png", -1, "the checksum of chunk 'IDAT' does not match")]
    [InlineData("bmp", 60, "got the end of the file")]
    [InlineData("ppm", 30, "got the end of the file")]
    public void A_damaged_image_is_named_in_training_and_prediction(string kind, int length, string message)
    {
        using var folder = new EmptyFolder();
        SampleFiles.Photos("photos");
        CommandRun.Successful("train", "photos", "--conv", "4", "--epochs", "1", "--no-report", "-o", "m");
        var image = Image(kind);
        File.WriteAllBytes($"good.{kind}", image);
        CommandRun.Successful("predict", "m/model.safetensors", $"good.{kind}");
        if (length < 0)
        {
            image[^20] ^= 1;
        }

        var damaged = Path.Combine("photos", "dark", $"07x.{kind}");
        File.WriteAllBytes(damaged, length < 0 ? image : image[..length]);
        foreach (var command in new[] { $"predict m/model.safetensors {damaged}", "predict m/model.safetensors photos", "evaluate m/model.safetensors photos", "train photos --epochs 1 --no-report -o new" })
        {
            Refused(command, $"{damaged}: ", message, "use another copy of");
        }

        Assert.False(File.Exists("new/model.safetensors"));
    }

    [Theory]
    [InlineData("digits/train-images-idx3-ubyte", 1000, "the header says [120, 28, 28] numbers, 94,080 bytes, and 984 follow")]
    [InlineData("digits/train-images-idx3-ubyte", 6, "the file ends within the header")]
    [InlineData("digits/train-labels-idx1-ubyte", 100, "the header says [120] numbers, 120 bytes, and 92 follow")]
    [InlineData("digits/t10k-images-idx3-ubyte", 20, "bytes, and 4 follow")]
    public void A_damaged_IDX_file_is_named(string file, int length, string message)
    {
        using var folder = new EmptyFolder();
        SampleFiles.Mnist("digits");
        CommandRun.Successful("train", "digits", "--hidden", "4", "--conv", "2", "--epochs", "1", "--no-report", "-o", "m");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        Refused(file.Contains("t10k", StringComparison.Ordinal) ? "evaluate m/model.safetensors digits" : "train digits --epochs 1 --no-report -o new", $"{file}: ", message, "Use another copy of the file.");
    }

    private static void Refused(string command, params string[] parts)
    {
        var run = CommandRun.Of(command.Split(' '));
        Assert.True(run.ExitCode == ExitCode.BadInput, $"{command} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        Assert.All(parts, part => Assert.Contains(part, run.Error));
        Assert.DoesNotContain("   at ", run.Error);
    }

    // 12 · 12 pixels in colour, as the photos are.
    private static byte[] Image(string kind)
    {
        byte[] pixels = [.. Enumerable.Range(0, 12 * 12 * 3).Select(i => (byte)(i * 7))];
        switch (kind)
        {
            case "ppm":
                return [.. "P6 12 12 255\n"u8, .. pixels];
            case "bmp":
                int[] header = [54 + pixels.Length, 0, 54, 40, 12, 12, 1 | (24 << 16), 0, pixels.Length, 0, 0, 0, 0];
                return [.. "BM"u8, .. header.SelectMany(BitConverter.GetBytes), .. pixels];
            default:
                using (var rows = new MemoryStream())
                {
                    using (var deflated = new ZLibStream(rows, CompressionLevel.NoCompression, leaveOpen: true))
                    {
                        for (var row = 0; row < 12; row++)
                        {
                            deflated.Write([0, .. pixels.AsSpan(row * 36, 36)]);
                        }
                    }

                    return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, [0, 0, 0, 12, 0, 0, 0, 12, 8, 2, 0, 0, 0]), .. Chunk("IDAT"u8, rows.ToArray()), .. Chunk("IEND"u8, [])];
                }
        }
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] checkedBytes = [.. type, .. content];
        var sum = 0xffffffffu;
        foreach (var value in checkedBytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xedb88320u;
            }
        }

        return [.. BitConverter.GetBytes(content.Length).Reverse(), .. checkedBytes, .. BitConverter.GetBytes(~sum).Reverse()];
    }
}
