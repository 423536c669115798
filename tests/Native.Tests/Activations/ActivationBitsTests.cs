using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Activations;

/// <summary>The same bits at every vector width that fuses multiplication and addition, and for any number of threads.</summary>
public sealed class ActivationBitsTests
{
    [Fact]
    public void Bits_are_the_same_without_AVX512() => ChildTestRun.AssertPasses("DOTNET_EnableAVX512", "0", typeof(ActivationDigestTests));

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        var x = new Tensor([300, 7, 40]);
        new TorchGenerator(5).FillUniform(x.Span, -9, 9);
        ActivationFunction[] functions = [new GELU(), new Softmax(), new LogSoftmax(1), new Softmax(0)];
        foreach (var function in functions)
        {
            var one = new LayerProbe(new Activation(function), [x], null, x);
            var three = new LayerProbe(new Activation(function), [x], null, x, threads: 3);
            Assert.True(one.Output.Span.SequenceEqual(three.Output.Span));
            Assert.True(one.InputGradients[0].Span.SequenceEqual(three.InputGradients[0].Span));
        }
    }
}
