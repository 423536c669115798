using System.Buffers.Binary;

namespace Interop.TorchBridge.Tests.Hostile;

/// <summary>Small damage to a file, drawn at random: what a bad disk does, and what somebody does who knows where the numbers stand.</summary>
internal static class Mutation
{
    private static readonly long[] Interesting =
        [0, 1, -1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue];

    /// <summary>A damaged copy.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        List<byte> file = [.. original];
        for (var i = random.Next(1, 5); i > 0 && file.Count > 0; i--)
        {
            Damage(file, random);
        }

        return [.. file];
    }

    private static void Damage(List<byte> file, Random random)
    {
        var position = random.Next(file.Count);
        var length = Math.Min(random.Next(1, 40), file.Count - position);
        switch (random.Next(8))
        {
            case 0:
                file[position] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                file[position] = (byte)random.Next(256);
                break;
            case 2:
                file.RemoveRange(position, length);
                break;
            case 3:
                file.InsertRange(position, file.GetRange(random.Next(file.Count - length + 1), length));
                break;
            case 4:
                file.RemoveRange(position, file.Count - position);
                break;
            case 5:
                var other = random.Next(file.Count - length + 1);
                var run = file.GetRange(other, length);
                for (var i = 0; i < length; i++)
                {
                    file[position + i] = run[i];
                }

                break;
            default:
                var bytes = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(bytes, Interesting[random.Next(Interesting.Length)] + random.Next(-1, 2));
                for (var i = 0; i < Math.Min(1 << random.Next(4), file.Count - position); i++)
                {
                    file[position + i] = bytes[i];
                }

                break;
        }
    }
}
