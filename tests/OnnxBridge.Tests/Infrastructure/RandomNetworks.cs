using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Tests.Infrastructure;

/// <summary>Draws networks: any layer with any of its options, in any order that fits, with branches that join again.</summary>
/// <param name="seed">What makes the drawing repeatable.</param>
internal sealed class RandomNetworks(int seed)
{
    private readonly Random _random = new(seed);
    private readonly int _samples = new Random(seed).Next(1, 9);

    /// <summary>A network of several layers, built, with values as after training.</summary>
    public Model Draw()
    {
        // A window that sees nothing but padding has the maximum −∞, from which nothing sensible follows.
        while (true)
        {
            var network = DrawAny();
            if (network.PredictNodes(Batch(network)).All(output => output.ToArray().All(float.IsFinite)))
            {
                return network;
            }
        }
    }

    private Model DrawAny()
    {
        var rank = _random.Next(1, 5);
        var input = Symbol.Input(new Shape([_random.Next(1, 7), .. Enumerable.Range(1, rank - 1).Select(_ => _random.Next(4, rank == 4 ? 7 : 12))]), "x");
        Symbol[] inputs = _random.Next(4) == 0 ? [input, Symbol.Input(input.Shape, "y")] : [input];
        var value = inputs.Length == 1 ? input : Join().Call(input, AddFunction(inputs[1]));
        for (var depth = _random.Next(3, 9); depth > 0; depth--)
        {
            value = AddLayer(value);
        }

        var outputs = new List<Symbol> { AddHead(value) };
        if (Flip())
        {
            outputs.Add(AddLayer(value));
        }

        var model = new Model(inputs, [.. outputs]);
        model.Build([.. inputs.Select(symbol => symbol.Shape)]);
        return Examples.Trained(model, seed);
    }

    /// <summary>A batch for a network.</summary>
    public Tensor[] Batch(Network network) => [.. network.InputShapes.Select((shape, i) => Examples.Batch(shape.Prepend(_samples), seed + i))];

    private Symbol AddHead(Symbol value)
    {
        var flat = value.Shape.Rank == 1 ? value : new Flatten().Call(value);
        return new Dense(_random.Next(2, 6), activation: Pick<ActivationFunction?>(null, new Softmax(), new Sigmoid(), new LogSoftmax())).Call(flat);
    }

    private Symbol AddLayer(Symbol value)
    {
        var spatial = value.Shape.Rank - 1;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return _random.Next(21) switch
                {
                    0 => new Dense(_random.Next(1, 9), Function(), useBias: Flip()).Call(value),
                    1 => Normalization(value.Shape).Call(value),
                    2 => new Activation(Function() ?? new ReLU()).Call(value),
                    3 => Dropped(spatial).Call(value),
                    4 when value.Shape.Size < 200 => new Flatten().Call(value),
                    >= 5 and <= 7 when spatial > 0 => Convolution(spatial).Call(value),
                    8 when spatial > 0 => MaxPooling(spatial).Call(value),
                    9 when spatial > 0 => AveragePooling(spatial).Call(value),
                    10 when spatial > 0 && value.Shape.Size < 200 => GlobalPooling(spatial).Call(value),
                    11 => new PReLU(Flip()).Call(value),
                    12 => Join().Call(value, AddFunction(value), AddFunction(value)),
                    13 => new Subtract().Call(value, AddSigmoid(value)),
                    14 => new Concatenate(Pick(1, -1)).Call(value, AddFunction(value)),
                    15 when spatial > 0 => new Permute([.. Enumerable.Range(1, spatial + 1).Reverse()]).Call(value),
                    16 when value.Shape.Size % 2 == 0 && value.Shape.Size < 300 => new Reshape(2, -1).Call(value),
                    17 when spatial is 1 or 2 => Depthwise(spatial).Call(value),
                    18 when spatial is 1 or 2 => Separable(spatial).Call(value),
                    19 => FixedNormalization(value.Shape).Call(value),
                    20 => new DropConnect(_random.Next(1, 9), 0.3, Function(), Flip(), Form()).Call(value),
                    _ => AddFunction(value),
                };
            }
            catch (Exception error) when (error is NetworkException or ArgumentException && attempt < 20)
            {
                // These options do not fit these samples; draw others.
            }
        }
    }

    private Symbol AddFunction(Symbol value) => new Activation(Function() ?? new Sigmoid()).Call(value);

    // What is taken from a value must not be nearly the same, as tanh is of a small one and swish of a large: the digits that are left of the
    // difference would be rounding, in which no two engines agree. A sigmoid is close to its argument at one point only.
    private Symbol AddSigmoid(Symbol value) => new Activation(Pick<ActivationFunction>(new Sigmoid(), new HardSigmoid())).Call(value);

    private Layer Join() => Pick<Layer>(new Add(), new Multiply(), new Average());

    private BatchNormalization Normalization(Shape sample) => new(
        momentum: Pick<double?>(null, 0.3),
        epsilon: Pick<double?>(null, 1e-3),
        axis: Pick(1, 1, 1, sample.Rank),
        center: Flip(),
        scale: Flip(),
        convention: Pick(BatchNormalizationConvention.PyTorch, BatchNormalizationConvention.Keras, BatchNormalizationConvention.Lecture));

    private Normalization FixedNormalization(Shape sample)
    {
        var axis = _random.Next(1, sample.Rank + 1);
        var count = Flip() ? 1 : sample[axis - 1];
        float[] Numbers(int count, float from) => [.. Enumerable.Range(0, count).Select(_ => from + _random.NextSingle())];
        return new Normalization(Flip() ? new float[count] : Numbers(count, -0.5f), Flip() ? [.. Enumerable.Repeat(1f, count)] : Numbers(count, 0.5f), axis);
    }

    private Layer Dropped(int spatial) => _random.Next(5) switch
    {
        0 => new AlphaDropout(0.2),
        1 => new GaussianDropout(0.2),
        2 => new GaussianNoise(0.2),
        3 when spatial == 1 => new SpatialDropout1D(0.2, Form()),
        3 when spatial == 2 => new SpatialDropout2D(0.2, Form()),
        3 when spatial == 3 => new SpatialDropout3D(0.2, Form()),
        _ => new Dropout(0.3, Form()),
    };

    private DropoutForm Form() => Pick(DropoutForm.Inverted, DropoutForm.Standard);

    private Layer Convolution(int spatial)
    {
        var groups = _random.Next(1, 3);
        var filters = groups * _random.Next(1, 4);
        var kernel = Extents(spatial, 1, 4);
        var stride = Extents(spatial, 1, 3);
        var padding = AnyPadding(spatial);
        var dilation = Extents(spatial, 1, 3);
        return spatial switch
        {
            1 => new Conv1D(filters, kernel, stride, padding, dilation, groups, Function(), Flip()),
            2 => new Conv2D(filters, kernel, stride, padding, dilation, groups, Function(), Flip()),
            _ => new Conv3D(filters, kernel, stride, padding, dilation, groups, Function(), Flip()),
        };
    }

    private Layer Depthwise(int spatial)
    {
        var kernel = Extents(spatial, 1, 4);
        var stride = Extents(spatial, 1, 3);
        var padding = AnyPadding(spatial);
        var dilation = Extents(spatial, 1, 3);
        var multiplier = _random.Next(1, 3);
        return spatial == 1
            ? new DepthwiseConv1D(kernel, stride, padding, multiplier, dilation, Function(), Flip())
            : new DepthwiseConv2D(kernel, stride, padding, multiplier, dilation, Function(), Flip());
    }

    private Layer Separable(int spatial)
    {
        var filters = _random.Next(1, 6);
        var kernel = Extents(spatial, 1, 4);
        var stride = Extents(spatial, 1, 3);
        var padding = AnyPadding(spatial);
        var dilation = Extents(spatial, 1, 3);
        var multiplier = _random.Next(1, 3);
        return spatial == 1
            ? new SeparableConv1D(filters, kernel, stride, padding, dilation, multiplier, Function(), Flip())
            : new SeparableConv2D(filters, kernel, stride, padding, dilation, multiplier, Function(), Flip());
    }

    private Layer MaxPooling(int spatial)
    {
        var window = Extents(spatial, 1, 4);
        var stride = Flip() ? Extents(spatial, 1, 4) : (Shape?)null;
        var dilation = Extents(spatial, 1, 3);
        var padding = PoolingPadding(window);
        return spatial switch
        {
            1 => new MaxPool1D(window, stride, padding, dilation, Flip()),
            2 => new MaxPool2D(window, stride, padding, dilation, Flip()),
            _ => new MaxPool3D(window, stride, padding, dilation, Flip()),
        };
    }

    private Layer AveragePooling(int spatial)
    {
        var window = Extents(spatial, 1, 4);
        var stride = Flip() ? Extents(spatial, 1, 4) : (Shape?)null;
        var divisor = Pick<int?>(null, null, null, 3);
        var padding = PoolingPadding(window);
        return spatial switch
        {
            1 => new AvgPool1D(window, stride, padding, Flip(), Flip(), divisor),
            2 => new AvgPool2D(window, stride, padding, Flip(), Flip(), divisor),
            _ => new AvgPool3D(window, stride, padding, Flip(), Flip(), divisor),
        };
    }

    private Layer GlobalPooling(int spatial) => (spatial, Flip()) switch
    {
        (1, true) => new GlobalAveragePooling1D(),
        (1, false) => new GlobalMaxPooling1D(),
        (2, true) => new GlobalAveragePooling2D(),
        (2, false) => new GlobalMaxPooling2D(),
        (_, true) => new GlobalAveragePooling3D(),
        _ => new GlobalMaxPooling3D(),
    };

    private Padding PoolingPadding(Shape window) => _random.Next(5) switch
    {
        0 => Padding.Valid,
        1 => Padding.Same,
        2 => Padding.Causal,
        3 => Padding.Of([.. window.Select(extent => _random.Next((extent / 2) + 1))]),
        _ => Padding.Of(
            new Shape([.. window.Select(extent => _random.Next((extent / 2) + 1))]), new Shape([.. window.Select(extent => _random.Next((extent / 2) + 1))])),
    };

    private Padding AnyPadding(int spatial) => _random.Next(5) switch
    {
        0 => Padding.Valid,
        1 => Padding.Same,
        2 => Padding.Causal,
        3 => Padding.Of(Extents(spatial, 0, 2).Extents),
        _ => Padding.Of(Extents(spatial, 0, 3), Extents(spatial, 0, 3)),
    };

    private Shape Extents(int count, int from, int to) => new([.. Enumerable.Range(0, count).Select(_ => _random.Next(from, to))]);

    private ActivationFunction? Function() => Pick<ActivationFunction?>(
        null, new ReLU(), new LeakyReLU(0.1f), new ELU(), new GELU(), new GELU(true), new Swish(), new HardSwish(), new HardSigmoid(), new HardTanh(), new Tanh(), new Softplus(), new ReLU6(), new SELU(), new Softsign());

    private bool Flip() => _random.Next(2) == 0;

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
