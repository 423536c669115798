using System.Text.Json;

namespace Interop.Native.Tests.Random;

/// <summary>The recorded streams of references/torch_streams.json; its header says who produced them and how.</summary>
internal sealed record TorchStreams(string Producer, int[] Sizes, TorchStreams.Step[] Sequence, TorchStreams.OfSeed[] Seeds)
{
    public static TorchStreams Recorded { get; } = Load();

    public OfSeed Of(ulong seed) => Seeds.Single(recorded => recorded.Seed == seed);

    private static TorchStreams Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Random", "references", "torch_streams.json");
        return JsonSerializer.Deserialize<TorchStreams>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
    }

    /// <summary>One drawing of the mixed sequence.</summary>
    internal sealed record Step(string Kind, int Size);

    /// <summary>One seed's recordings; hashes are separated by blanks, in the order of the sizes or of the steps.</summary>
    internal sealed record OfSeed(ulong Seed, Dictionary<string, Stream> Streams, string Sequence);

    /// <summary>One kind's recordings: the first eight values' bit patterns by size, and the hashes by size.</summary>
    internal sealed record Stream(Dictionary<string, string> First, string Hashes);
}
