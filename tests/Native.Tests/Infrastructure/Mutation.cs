using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Interop.Native.Random;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>Damage to files and texts, drawn at random: what a bad disk does, and what somebody does who knows the format.</summary>
internal static class Mutation
{
    private static readonly long[] Numbers =
        [0, 1, -1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue];

    private static readonly string[] Tokens =
    [
        "0", "-1", "2147483647", "2147483648", "-2147483648", "4611686018427387904", "1e308", "1e999", "0.5", "\"NaN\"", "\"Infinity\"", "null", "true",
        "[]", "{}", "[[[[[[[[]]]]]]]]", "\"\"", "\"x\"", "\"\\ud800\"", "\"kind\"", "\"Dense\"", "\"Model\"", "\"relu\"", ",", ":", "}", "]", "1000000000",
    ];

    /// <summary>A damaged copy of bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> original, Generator random)
    {
        List<byte> bytes = [.. original];
        for (var count = random.NextInt(4); count >= 0 && bytes.Count > 0; count--)
        {
            var position = random.NextInt(bytes.Count);
            var length = Math.Min(1 + random.NextInt(40), bytes.Count - position);
            switch (random.NextInt(7))
            {
                case 0:
                    bytes[position] ^= (byte)(1 << random.NextInt(8));
                    break;
                case 1:
                    bytes[position] = (byte)random.NextInt(256);
                    break;
                case 2:
                    bytes.RemoveRange(position, length);
                    break;
                case 3:
                    bytes.InsertRange(position, bytes.GetRange(random.NextInt(bytes.Count - length + 1), length));
                    break;
                case 4:
                    bytes.RemoveRange(position, bytes.Count - position);
                    break;
                case 5:
                    var copied = bytes.GetRange(random.NextInt(bytes.Count - length + 1), length);
                    copied.CopyTo(CollectionsMarshal.AsSpan(bytes)[position..]);
                    break;
                default:
                    var number = new byte[sizeof(long)];
                    BinaryPrimitives.WriteInt64LittleEndian(number, unchecked(Numbers[random.NextInt(Numbers.Length)] + random.NextInt(3) - 1));
                    for (var i = 0; i < Math.Min(1 << random.NextInt(4), bytes.Count - position); i++)
                    {
                        bytes[position + i] = number[i];
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A damaged copy of JSON: whole values are replaced, so that most of it can still be parsed.</summary>
    public static string OfJson(string original, Generator random)
    {
        var text = new StringBuilder(original);
        for (var count = random.NextInt(2); count >= 0; count--)
        {
            var start = random.NextInt(text.Length);
            while (start > 0 && text[start - 1] is not (':' or ',' or '['))
            {
                start--;
            }

            var end = start;
            while (end < text.Length && text[end] is not (',' or '}' or ']'))
            {
                end++;
            }

            if (random.NextInt(8) == 0)
            {
                text.Remove(start, random.NextInt(text.Length - start + 1));
                return text.ToString();
            }

            text.Remove(start, end - start).Insert(start, Tokens[random.NextInt(Tokens.Length)]);
        }

        return text.ToString();
    }
}
