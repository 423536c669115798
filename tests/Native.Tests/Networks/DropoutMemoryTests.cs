using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Networks;

/// <summary>A dropout may take the memory of what it reads and of the gradient it is given, where nobody else reads them.</summary>
public sealed class DropoutMemoryTests
{
    private const int Samples = 6;
    private const int Features = 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_another_layer_reads_too_stays_as_it_was(bool isReadTwice)
    {
        var random = new TorchGenerator(3);
        var dense = new Dense(Features, useBias: false);
        var input = Symbol.Input(Features);
        var hidden = dense.Call(input);
        var dropped = new Dropout(0.5).Call(hidden);
        var model = new Model(input, isReadTwice ? new Add().Call(dropped, hidden) : dropped) { Generator = random };
        model.Build();
        model.Compile(new SGD(), new ProbeLoss());
        var session = model.StartTraining(Samples, inputGradients: true);
        Tensor x = new([Samples, Features]), slope = new([Samples, Features]);
        random.FillNormal(x.Span, 0, 1);
        random.FillNormal(slope.Span, 0, 1);

        session.Forward(x);
        session.Cost(slope);
        session.Backward();

        var h = model.Predict(x).Span.ToArray();
        var direct = isReadTwice ? 1f : 0f;
        var factors = new float[h.Length];
        for (var i = 0; i < h.Length; i++)
        {
            // At inference a dropout gives what it reads, so the sum gives it twice.
            h[i] /= 1 + direct;
            factors[i] = MathF.Round((session.Output()[i] / h[i]) - direct);
            Assert.Contains(factors[i], new[] { 0f, 2f });
            Assert.Equal(h[i] * (direct + factors[i]), session.Output()[i], 1e-5f);
        }

        Assert.Contains(0f, factors);
        Assert.Contains(2f, factors);
        var weight = dense.Weight!.Read();
        var expected = new double[h.Length];
        for (var i = 0; i < h.Length; i++)
        {
            for (var feature = 0; feature < Features; feature++)
            {
                expected[(i / Features * Features) + feature] += slope.Span[i] * (direct + factors[i]) * (double)weight[i % Features, feature];
            }
        }

        Tolerance.Accumulation.AssertClose(expected, session.InputGradient().Span, "gradient of the input");
    }
}
