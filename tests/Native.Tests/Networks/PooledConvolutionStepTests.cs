using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Kernels;

namespace Interop.Native.Tests.Networks;

public class PooledConvolutionStepTests
{
    /// <summary>A rectifier before the step is taken back inside it; one that is called by another name, and has the same values, by itself.</summary>
    [Theory]
    [InlineData(Numerics.Strict)]
    [InlineData(Numerics.Fast)]
    public void A_rectifier_before_it_is_taken_back_with_the_same_bits(Numerics numerics)
    {
        var together = Train(new ReLU(), numerics);
        var apart = Train(new LeakyReLU(0f), numerics);

        foreach (var (name, values) in apart)
        {
            Assert.Equal(TestNumbers.Bits(values), TestNumbers.Bits(together[name]));
        }
    }

    private static Dictionary<string, float[]> Train(Layer rectifier, Numerics numerics)
    {
        var network = new Sequential(
            new Conv2D(16, 3, name: "first"), rectifier, new Conv2D(16, 3, name: "second"), new ReLU(), new MaxPool2D(2), new Flatten(), new Dense(3, name: "last"))
        {
            Numerics = numerics, Generator = new TorchGenerator(1),
        };
        network.Build(new Shape(2, 12, 12));
        network.Compile(new SGD(0.1f), new CategoricalCrossentropy(fromLogits: true));
        var session = network.StartTraining(batchSize: 5, [[]]);
        for (var step = 0; step < 3; step++)
        {
            network.Generator.FillNormal(session.Input(0), 0, 1);
            session.Target(0).Fill(step);
            session.RunBatch();
        }

        return network.NamedParameters.ToDictionary(named => named.Name, named => named.Parameter.Read().Span.ToArray());
    }
}
