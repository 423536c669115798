using Interop.Native.Tests.Infrastructure;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Import;

/// <summary>
/// Valid files, every other one damaged in its bytes, the others in their meaning: importing one either works or throws <see cref="OnnxFormatException"/>; no other exception, no hang, no
/// memory out of proportion. There are 20,000 mutations, or as many as the environment variable INTEROP_MUTATIONS says, drawn from a
/// fixed seed, or the one in INTEROP_MUTATION_SEED.
/// </summary>
public class MutationTests
{
    private const int DefaultMutations = 20_000;
    private const int DefaultSeed = 20;

    private static readonly OracleFile PyTorchs = OracleFile.Recorded("Import/references/pytorch_models.json.gz");

    [Fact]
    public void Damaged_files_are_imported_or_refused()
    {
        var count = Setting("INTEROP_MUTATIONS", DefaultMutations);
        var corpus = Corpus();
        var random = new Random(Setting("INTEROP_MUTATION_SEED", DefaultSeed));
        var structure = new StructureMutator(random);
        var (imported, refused) = (0, 0);
        using var watch = new HangWatch();
        for (var i = 0; i < count; i++)
        {
            watch.Next("mutation", i);
            var seedFile = random.Next(corpus.Count);
            var bytes = i % 2 == 0 ? Mutate(corpus[seedFile], corpus[random.Next(corpus.Count)], random) : structure.Mutate(corpus[seedFile]);
            Exception? error = null;
            MemoryBound.Hold(bytes.Length, $"Mutation {i} of file {seedFile}", () => error = Record.Exception(() => OnnxImporter.Import(bytes)));
            Assert.True(
                error is null or OnnxFormatException, $"Mutation {i} of file {seedFile} throws {error?.GetType()}: {error}{Environment.NewLine}{Convert.ToBase64String(bytes)}");
            _ = error is null ? imported++ : refused++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{imported} of {count} imported, {refused} refused");
        Assert.True(refused > count / 4 && imported > count / 40, $"{imported} of {count} mutations were imported, {refused} refused; the mutator does too little or too much.");
    }

    internal static int Setting(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var given) ? given : otherwise;

    internal static List<byte[]> Corpus()
    {
        var corpus = new List<byte[]>
        {
            OnnxExporter.Export(Examples.Perceptron()),
            OnnxExporter.Export(Examples.Perceptron(), new OnnxExportOptions { FoldBatchNormalization = false }),
        };
        for (var seed = 0; seed < 30; seed++)
        {
            var network = new RandomNetworks(seed + 90_000).Draw();
            corpus.Add(OnnxExporter.Export(network, new OnnxExportOptions { Opset = OnnxOpset.Oldest + (seed % 9), FoldBatchNormalization = seed % 2 == 0 }));
        }

        corpus.AddRange(PyTorchs.Cases.Where(recorded => recorded.Bool("dynamic")).Select(recorded => Convert.FromBase64String(recorded.String("model"))));
        return corpus;
    }

    private static byte[] Mutate(byte[] original, byte[] other, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            // Most of a file is weights, where nothing can go wrong: look for places among the first and last bytes more often.
            var position = random.Next(3) == 0 ? random.Next(bytes.Count) : random.Next(2) == 0 ? random.Next(Math.Min(400, bytes.Count)) : bytes.Count - 1 - random.Next(Math.Min(400, bytes.Count));
            var length = Math.Min(random.Next(1, 20), bytes.Count - position);
            switch (random.Next(7))
            {
                case 0:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(position, length);
                    break;
                case 3:
                    bytes.InsertRange(position, bytes.GetRange(position, length));
                    break;
                case 4:
                    bytes.InsertRange(position, Enumerable.Repeat((byte)0xFF, random.Next(1, 11)));
                    break;
                case 5:
                    bytes.RemoveRange(position, bytes.Count - position);
                    break;
                default:
                    var from = random.Next(other.Length);
                    bytes.InsertRange(position, other[from..Math.Min(other.Length, from + length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
