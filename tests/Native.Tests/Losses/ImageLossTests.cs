using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Losses;

/// <summary>Losses of an answer for each pixel, behind layers that keep images channels-last in memory.</summary>
public sealed class ImageLossTests
{
    [Theory]
    [InlineData("sigmoid")]
    [InlineData("softmax")]
    public void A_last_activation_behind_a_convolution_trains_as_its_logits_do(string name)
    {
        // A 3×3 convolution without padding turns 5×6 pixels into 3×4.
        var random = new TorchGenerator(3);
        var x = new Tensor([4, 2, 5, 6]);
        random.FillNormal(x.Span, 0, 1);
        Tensor y;
        Loss ofProbabilities;
        Loss ofLogits;
        ActivationFunction activation;
        if (name == "sigmoid")
        {
            y = new Tensor([4, 3, 3, 4]);
            random.FillUniform(y.Span, 0, 1);
            (ofProbabilities, ofLogits, activation) = (new BinaryCrossentropy(), new BinaryCrossentropy(fromLogits: true), new Sigmoid());
        }
        else
        {
            y = new Tensor([4, 3, 4]);
            for (var i = 0; i < y.Count; i++)
            {
                y.Span[i] = i % 3;
            }

            (ofProbabilities, ofLogits, activation) = (new CategoricalCrossentropy(), new CategoricalCrossentropy(fromLogits: true), new Softmax(1));
        }

        var fromProbabilities = new Sequential(new Conv2D(3, 3), activation);
        fromProbabilities.Build(x.Shape.Skip(1));
        var fromLogits = new Sequential(new Conv2D(3, 3));
        fromLogits.Build(x.Shape.Skip(1));
        fromProbabilities.Compile("sgd", ofProbabilities, "accuracy");
        fromLogits.Compile("sgd", ofLogits, "accuracy");
        var first = fromProbabilities.Fit(x, y, epochs: 4, batchSize: 4);
        var second = fromLogits.Fit(x, y, epochs: 4, batchSize: 4);
        Tolerance.Accumulation.AssertClose([.. second["loss"]], [.. first["loss"]], "loss");
        Tolerance.Accumulation.AssertClose([.. second["accuracy"]], [.. first["accuracy"]], "accuracy");
        Tolerance.Accumulation.AssertClose(fromLogits.TrainableParameters.First().Read().Span, fromProbabilities.TrainableParameters.First().Read().Span, "weights");
    }
}
