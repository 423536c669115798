using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Import;

/// <summary>
/// Files whose meaning was changed at random and that are imported all the same: where ONNX Runtime takes them, too, both compute the same. So
/// what an operator or attribute asks for is done or refused, never passed over.
/// </summary>
public class SurvivorTests
{
    private const int DefaultMutations = 4_000;
    private const int DefaultSeed = 21;
    private const int MostFeatures = 100_000;

    // The numbers of a damaged file may be of any size; what is looked for is another meaning, not another rounding.
    private const double Tolerance = 1e-3;

    [Fact]
    public void What_survives_means_what_ONNX_Runtime_says()
    {
        var corpus = MutationTests.Corpus();
        var random = new Random(MutationTests.Setting("INTEROP_MUTATION_SEED", DefaultSeed));
        var structure = new StructureMutator(random);
        var compared = 0;
        var count = MutationTests.Setting("INTEROP_MUTATIONS", DefaultMutations);
        for (var i = 0; i < count; i++)
        {
            var bytes = structure.Mutate(corpus[random.Next(corpus.Count)]);
            if (Try(() => OnnxImporter.Import(bytes)) is not { } network || network.InputShapes.Any(shape => shape.Size > MostFeatures)
                || Try(() => OnnxModel.FromBytes(bytes, threads: 1)) is not { } model)
            {
                continue;
            }

            Tensor[] inputs = [.. network.InputShapes.Select((shape, input) => Examples.Batch(shape.Prepend(3), input))];
            if (Try(() => model.Predict(inputs)) is { } expected && expected.All(output => output.ToArray().All(float.IsFinite)))
            {
                Compare(expected, network.Predict(inputs), $"Mutation {i}: {Convert.ToBase64String(bytes)}");
                compared++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{compared} of {count} compared");
        Assert.True(compared > count / 50, $"Only {compared} of {count} damaged files could be compared; the mutator does too much.");
    }

    private static T? Try<T>(Func<T> attempt)
        where T : class
    {
        try
        {
            return attempt();
        }
        catch (Exception error) when (error is OnnxFormatException or NetworkException)
        {
            return null;
        }
    }

    private static void Compare(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (theirs, ours) in expected.Zip(actual))
        {
            var comparison = TensorComparison.Of(theirs, ours);
            Assert.True(comparison.SameShape, $"{what} gives {ours.Shape} here, {theirs.Shape} in ONNX Runtime.");
            Assert.True(comparison.MaximumAbsolute <= (Tolerance * comparison.LargestExpected) + 1e-6, $"{what} computes something else than ONNX Runtime: {comparison}.");
        }
    }
}
