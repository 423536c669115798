using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

public sealed class DenseTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 3)]
    [InlineData(7, 13, 10)]
    [InlineData(4, 33, 17)]
    public void Output_and_gradients_are_those_of_the_formula(int batchSize, int features, int units) =>
        LayerCheck.Run(new Dense(units), [features], batchSize, (x, w, n) => Formula(x[0], w[0], w[1], n, features, units));

    [Fact]
    public void Inputs_with_more_axes_are_taken_along_the_last() =>
        LayerCheck.Run(new Dense(4), [new Shape(3, 5)], 2, (x, w, n) => Formula(x[0], w[0], w[1], 3 * n, 5, 4));

    [Fact]
    public void Without_bias_there_is_one_parameter()
    {
        var layer = new Dense(4, useBias: false);
        LayerCheck.Run(layer, [6], 3, (x, w, n) => Formula(x[0], w[0], null, n, 6, 4));
        Assert.Single(layer.Parameters);
    }

    [Fact]
    public void A_wrong_number_of_features_names_the_layer_the_shapes_and_the_remedy()
    {
        var network = new Sequential(new Dense(3, name: "fc1") { InputFeatures = 784 });
        var error = Assert.Throws<NetworkException>(() => network.Build(new Shape(1, 28, 28)));
        Assert.Contains("Dense 'fc1' expects 784 features, got samples of shape [1, 28, 28]; put a Flatten before it.", error.Message);
    }

    private static Var[] Formula(Var[] x, Var[] weight, Var[]? bias, int rows, int features, int units)
    {
        var y = new Var[rows * units];
        for (var row = 0; row < rows; row++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                Var[] products = [.. Enumerable.Range(0, features).Select(i => x[(row * features) + i] * weight[(unit * features) + i])];
                var sum = Var.Sum(products);
                y[(row * units) + unit] = bias is null ? sum : sum + bias[unit];
            }
        }

        return y;
    }
}
